"""A WordPress of its own in a temporary folder: database, files, web server, all of them ended with it.

What Debian's packages install is copied and left alone; nothing outside the folder is written, and no service of
the machine is used. See https://developer.wordpress.org/advanced-administration/wordpress/wp-config/.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGES = "wordpress wordpress-theme-* mariadb-server php-cli php-mysql php-xml php-curl php-gd"
"""Debian's; ``.ci/run`` installs them."""
_CODE = Path("/usr/share/wordpress")
_PROGRAMS = ("mariadbd", "mariadb-install-db", "php")
_PHP = ("php", "-d", "sendmail_path=/bin/true", "-d", "opcache.revalidate_freq=0", "-d", "memory_limit=256M")
WORKERS = "4"
PATIENCE = 60.0
"""Seconds for a server to answer."""
TRIES = 5
"""Times that a free port is looked for: another program may take it before the server does."""

CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:SOCKET');
define('DB_CHARSET', 'utf8mb4');
define('WP_ENVIRONMENT_TYPE', 'local');  // application passwords without TLS
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HOME', 'http://' . ($_SERVER['HTTP_HOST'] ?? 'localhost'));
define('WP_SITEURL', WP_HOME);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", "a key of no worth for $name");
    define("{$name}_SALT", "a salt of no worth for $name");
}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
ROUTER = """<?php
// What Apache's mod_rewrite does by WordPress's .htaccess: files as they are, all else to index.php.
$path = rtrim(__DIR__ . '/site' . urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)), '/');
if ($path !== __DIR__ . '/site' && (is_file($path) || is_file("$path/index.php"))) return false;
unset($_SERVER['PATH_INFO']);
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = __DIR__ . '/site/index.php';
require __DIR__ . '/site/index.php';
"""


def missing() -> str:
    """What of WordPress this machine lacks, empty when it has all."""
    lacking = [name for name in _PROGRAMS if shutil.which(name, path=_search_path()) is None]
    if not (_CODE / "wp-load.php").is_file():
        lacking.append("WordPress")
    elif not any((_CODE / "wp-content" / "themes").glob("*/style.css")):
        lacking.append("a theme of WordPress")
    if "php" not in lacking:
        modules = subprocess.run(["php", "-m"], capture_output=True, text=True, timeout=30).stdout.split()
        lacking += [f"PHP's {name}" for name in ("mysqli", "xml", "curl", "gd") if name not in modules]
    return ", ".join(lacking)


class Server:
    """A WordPress that is served but not yet installed."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url

    @property
    def plugins(self) -> Path:
        """Where plug-ins lie that are always on (https://developer.wordpress.org/advanced-administration/plugins/mu-plugins/)."""
        return self.folder / "site" / "wp-content" / "mu-plugins"

    def php(self, code: str) -> str:
        """Run PHP inside WordPress, for what its interface cannot do; what it printed."""
        host = f"$_SERVER['HTTP_HOST'] = '{self.url.split('/')[2]}';"
        load = f"{host} require '{self.folder}/site/wp-load.php'; "
        done = subprocess.run([*_PHP, "-r", load + code], capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def serve() -> Iterator[Server]:
    """Serve a new WordPress on a free port of this machine, until the block is left."""
    with ExitStack() as stack:
        # Short: the path of a socket has at most 107 characters.
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="wordpress-")))
        stack.enter_context(_database(folder))
        _lay_out(folder)
        port = stack.enter_context(_web(folder))
        yield Server(folder, f"http://127.0.0.1:{port}")


def _lay_out(folder: Path) -> None:
    """WordPress's files, with a configuration of our own."""
    site = folder / "site"
    shutil.copytree(_CODE, site, ignore=shutil.ignore_patterns("wp-config.php", ".htaccess"))
    (site / "wp-config.php").write_text(CONFIG.replace("SOCKET", str(folder / "socket")))
    (site / "wp-content" / "uploads").mkdir()
    (site / "wp-content" / "mu-plugins").mkdir()
    (folder / "router.php").write_text(ROUTER)


@contextmanager
def _database(folder: Path) -> Iterator[None]:
    user = f"--user={pwd.getpwuid(os.getuid()).pw_name}"
    own = ["--no-defaults", f"--datadir={folder / 'data'}", user]
    made = subprocess.run(
        [_found("mariadb-install-db"), *own, "--auth-root-authentication-method=normal", "--skip-test-db"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    (folder / "first.sql").write_text("CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4;\n")
    command = [
        _found("mariadbd"), *own, f"--socket={folder / 'socket'}", "--skip-networking",
        f"--pid-file={folder / 'database.pid'}", f"--init-file={folder / 'first.sql'}",
        # Nobody keeps this data: no waiting for the disk.
        "--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite", "--innodb-buffer-pool-size=64M",
    ]  # fmt: skip
    with _running(command, folder / "database.log") as process:
        _wait_for(process, socket.AF_UNIX, str(folder / "socket"), folder / "database.log")
        yield


@contextmanager
def _web(folder: Path) -> Iterator[int]:
    """PHP's own web server, with several workers so that WordPress may ask itself; its port."""
    for attempt in range(TRIES):
        port = _free_port()
        command = [*_PHP, "-S", f"127.0.0.1:{port}", "-t", str(folder / "site"), str(folder / "router.php")]
        with _running(command, folder / "web.log", PHP_CLI_SERVER_WORKERS=WORKERS) as process:
            try:
                _wait_for(process, socket.AF_INET, ("127.0.0.1", port), folder / "web.log")
            except ChildProcessError:
                if attempt + 1 == TRIES:
                    raise
                continue
            yield port
            return


@contextmanager
def _running(command: list[str], log: Path, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A server in a process group of its own, which is ended with all that it started."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, env={**kept, **environment}, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, number)
                process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def _wait_for(process: "subprocess.Popen[bytes]", family: socket.AddressFamily, address: object, log: Path) -> None:
    """Wait until a server takes connections."""
    until = time.monotonic() + PATIENCE
    while not _answers(family, address):
        if process.poll() is not None or time.monotonic() > until:
            raise ChildProcessError(f"{process.args!r} does not answer:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.02)


def _answers(family: socket.AddressFamily, address: object) -> bool:
    with socket.socket(family) as connection:
        return connection.connect_ex(address) == 0  # type: ignore[arg-type]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _search_path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin"  # mariadbd lies where users do not look


def _found(program: str) -> str:
    path = shutil.which(program, path=_search_path())
    assert path is not None, f"{program} is missing"
    return path


if __name__ == "__main__":  # for .ci/run: 1 when something is missing
    sys.exit(missing() or 0)
