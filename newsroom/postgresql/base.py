"""How a connection that was kept is found to be alive; all else is Django's."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks ``SELECT 1`` before the first query of each request (``CONN_HEALTH_CHECKS``)."""

    def is_usable(self) -> bool:
        """Whether the connection is alive, without a question while its end hasn't come.

        From an idle one there is nothing else to be read: a server that stops, restarts or fails over closes
        it, and so does what stands between.  Where something is there, Django asks.
        """
        if self.connection is None or self.connection.closed:
            return False
        arrived = select.poll()
        arrived.register(self.connection.fileno(), select.POLLIN)
        return not arrived.poll(0) or super().is_usable()
