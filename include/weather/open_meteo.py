"""Open-Meteo, or a server of one's own that speaks as it does, over the one guarded HTTP client."""

from __future__ import annotations

from include.network.addresses import Allowance, keep_key_private
from include.network.http import HttpClient
from include.redaction import errors_redacted, remember
from include.settings import settings
from include.weather.reading import FORECAST_HOURS, HOURLY, PRESENT

SOURCE = "Open-Meteo"
ATTRIBUTION = {
    "text": "Weather data by Open-Meteo.com",
    "url": "https://open-meteo.com/",
    "licence": "CC BY 4.0",
    "licenceUrl": "https://creativecommons.org/licenses/by/4.0/",
}
"""Its licence asks for a link beside what is shown."""
PUBLIC_URL, COMMERCIAL_URL = "https://api.open-meteo.com", "https://customer-api.open-meteo.com"
PATH = "/v1/forecast"
REQUESTS_AN_HOUR = 60


class OpenMeteo:
    """The forecasts of the settings' server; a context manager. `key` opens the commercial one, and is never shown.

    Raises: ConfigurationError where the address is none, or would send the key in the clear.
    """

    def __init__(self, key: str | None = None) -> None:
        named = settings().weather_url.rstrip("/")
        self.url, self.key = named or (COMMERCIAL_URL if key else PUBLIC_URL), key
        allow = Allowance.read(settings().fetch_allow)
        if named:  # it may stand in our own network, and on any port
            allow = allow.naming(named, "JATRE_WEATHER_URL")
        if key:
            keep_key_private(self.url, "JATRE_WEATHER_URL")
            remember([key])
        self.client = HttpClient(REQUESTS_AN_HOUR, retries=0, allow=allow)

    def forecast(self, point: tuple[float, float]) -> bytes:
        """What it answers about a point (latitude, longitude in degrees). Raises: as `HttpClient.get`."""
        wanted = {
            "latitude": f"{point[0]:.4f}",
            "longitude": f"{point[1]:.4f}",
            "current": ",".join((*PRESENT, "weather_code")),
            "hourly": ",".join((*HOURLY, "weather_code")),
            # one more: what falls in an hour stands at its end
            "forecast_hours": str(FORECAST_HOURS + 1),
            "temperature_unit": "celsius",
            "wind_speed_unit": "kmh",
            "precipitation_unit": "mm",
            "timeformat": "unixtime",
            "timezone": "GMT",
            **({"apikey": self.key} if self.key else {}),
        }
        with errors_redacted(), self.client as client:
            return client.get(f"{self.url}{PATH}", params=wanted).body
