"""Run by Spark's Python: makes tables and views of the statements that standard input brings.

python spark_views.py DIRECTORY JAR...

Standard input has pairs of a name and its statement as JSON. Standard output gets, as JSON, the columns
of each view that Spark made, and None for one that it refused.
"""

import json
import sys

CATALOG = "spark.sql.catalog.spark_catalog"


def main(directory: str, *jars: str) -> None:
    """Make them in Spark's session catalog."""
    # Only Spark's Python has it, and pytest imports this module to look for doctests.
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    settings = {
        "spark.master": "local[1]",
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.jars": ",".join(jars),
        "spark.sql.warehouse.dir": directory,
        CATALOG: "org.apache.iceberg.spark.SparkSessionCatalog",
        f"{CATALOG}.type": "hadoop",
        f"{CATALOG}.warehouse": directory,
    }
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    made = {}
    for name, statement in json.load(sys.stdin):
        try:
            spark.sql(statement)
            made[name] = spark.table(name).columns
        except PySparkException:
            made[name] = None
    sys.stdout.write(f"{json.dumps(made)}\n")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
