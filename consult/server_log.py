"""gunicorn's own log, as quiet as Django's: no address, no path, no message of a fault."""

from gunicorn.glogging import Logger

from consult.reporting import QuietFormatter


class QuietLogger(Logger):
    """Lines of gunicorn say what happened to which process; never who asked for what."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(QuietFormatter())

    def access(self, resp, req, environ, request_time):
        """Nothing: even a path and a minute say who answered what, and when."""
