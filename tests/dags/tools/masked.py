"""What Airflow's logs show of a text once the secret of the connection `jatre_feed` was read."""

import json
import sys

from airflow.sdk.log import redact

from plugins.connections import connection_secret

connection_secret("FEED")
print(json.dumps(redact(sys.argv[1])))  # noqa: T201
