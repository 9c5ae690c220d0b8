"""The metrics of the service; each application has its own registry."""

from __future__ import annotations

from collections import Counter as Counts
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

_LAG_BUCKET_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Deliveries(Collector):
    """Changes sent, by transport. Plain integers: they are incremented once per write, very often."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.changes: Counts[str] = Counts()
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """See Collector."""
        family = CounterMetricFamily("jatre_live_deliveries", "Changes sent.", labels=["transport"])
        for transport, changes in self.changes.items():
            family.add_metric([transport], changes)
        yield family


class Metrics:
    """The metrics by their names in Prometheus. Times in seconds."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._live()
        self._feed()
        self.answers = Counter(
            "jatre_answer_cache", "Look-ups of kept answers by outcome.", ["outcome"], registry=self.registry
        )

    def _live(self) -> None:
        registry = self.registry
        self.lag = Histogram(
            "jatre_live_lag_seconds",
            "From the write of a change to the socket.",
            ["transport"],
            buckets=_LAG_BUCKET_SECONDS,
            registry=registry,
        )
        self.deliveries = Deliveries(registry)
        self.connections = Gauge("jatre_live_connections", "Clients attached.", ["transport"], registry=registry)
        self.resumes = Counter("jatre_live_resumes", "Resumes by origin.", ["origin"], registry=registry)
        self.evictions = Counter("jatre_live_evictions", "Clients found behind.", ["reason"], registry=registry)

    def _feed(self) -> None:
        registry = self.registry
        self.head = Gauge("jatre_feed_head", "Newest change that the database has numbered.", registry=registry)
        self.sent = Gauge("jatre_feed_sent", "Newest change handed to the clients.", registry=registry)
        self.changes = Counter("jatre_feed_changes", "Changes read from the feed.", ["kind"], registry=registry)
        self.reads = Counter("jatre_feed_reads", "Reads of the feed by what for.", ["purpose"], registry=registry)
        self.sequenced = Counter("jatre_feed_sequenced", "Changes numbered by this process.", registry=registry)
        self.wakeups = Counter("jatre_feed_wakeups", "What woke the reader.", ["source"], registry=registry)
        self.resets = Counter("jatre_feed_resets", "Breaks in the feed.", ["reason"], registry=registry)
        self.outbox = Gauge("jatre_feed_outbox_changes", "Changes that wait to be numbered.", registry=registry)
        self.outbox_age = Gauge("jatre_feed_outbox_seconds", "How long the first of them waits.", registry=registry)
        self.backlog = Gauge("jatre_feed_ring_bytes", "Payload bytes kept in memory.", registry=registry)
        self.reconnects = Counter("jatre_listener_reconnects", "New connections of the listener.", registry=registry)
        self.listening = Gauge("jatre_listener_up", "Whether the listening connection stands.", registry=registry)
