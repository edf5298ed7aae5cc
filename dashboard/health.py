"""`/health`: whether the dashboard can answer, for whatever watches it. Open without signing in."""

import duckdb
from flask import Flask, Response, jsonify

from warehouse.connection import WarehouseUnavailable
from warehouse.queries import Warehouse, dataset_info
from warehouse.version import build_version


def add_health(server: Flask, warehouse: Warehouse) -> None:
    """Bind the address."""
    version = build_version()

    @server.get("/health")
    def health() -> tuple[Response, int]:
        """200 with version, built_at and articles; 503 with the reason where the warehouse cannot be read."""
        try:
            con = warehouse.cursor()
            try:
                dataset = dataset_info(con)
                articles = (con.execute("SELECT count(*) FROM article_facts").fetchone() or (0,))[0]
            finally:
                con.close()
        except (WarehouseUnavailable, duckdb.Error) as error:
            return jsonify(status="unavailable", version=version, reason=str(error)), 503
        return (
            jsonify(
                status="ok",
                version=version,
                built_at=dataset.built_at.isoformat(),
                articles=articles,
                is_demonstration=dataset.is_demonstration,
            ),
            200,
        )
