"""Run by Spark's Python: copies every table of an output, as Spark reads it, to plain Parquet.

python spark_reads.py OUTPUT DESTINATION JAR...
"""

import sys

CATALOG = "spark.sql.catalog.edgar-arcs"


def main(output: str, destination: str, *jars: str) -> None:
    """Copy the tables of SQLite's catalog in the output, with the settings of docs/warehouse.md."""
    # Only Spark's Python has it, and pytest imports this module to look for doctests.
    from pyspark.sql import SparkSession

    settings = {
        "spark.master": "local[2]",
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.jars": ",".join(jars),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        CATALOG: "org.apache.iceberg.spark.SparkCatalog",
        f"{CATALOG}.type": "jdbc",
        f"{CATALOG}.uri": f"jdbc:sqlite:{output}/catalog.db",
        f"{CATALOG}.warehouse": output,
    }
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    for row in spark.sql("SHOW TABLES IN `edgar-arcs`.edgar").collect():
        table = spark.table(f"`edgar-arcs`.edgar.{row.tableName}")
        table.coalesce(1).write.parquet(f"{destination}/{row.tableName}")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
