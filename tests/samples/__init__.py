"""Tests of the sample mirror."""
