"""Warehouses fed from an output: DuckDB, PostgreSQL, BigQuery, Snowflake, Spark."""
