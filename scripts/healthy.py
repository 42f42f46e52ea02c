"""Exit 0 when the address given answers 200 within four seconds: the health check of the web container."""

import sys
import urllib.request

with urllib.request.urlopen(sys.argv[1], timeout=4) as response:  # noqa: S310 - the container's own address
    sys.exit(0 if response.status == 200 else 1)
