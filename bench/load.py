"""A lean HTTP client: keeps connections open, counts answers, and costs little beside the server it measures."""

import heapq
import itertools
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

HEAD_END = b"\r\n\r\n"
LENGTH = b"\ncontent-length:"
LONGEST_WAIT = 30.0


@dataclass
class Figures:
    """Seconds that each answer took, and the statuses that were no success."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    failures: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.elapsed if self.elapsed else 0.0

    @property
    def p50(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1]

    def count(self, seconds: float, answer: bytes) -> None:
        self.seconds.append(seconds)
        status = int(answer[9:12])
        if status >= 400:
            self.failures[status] = self.failures.get(status, 0) + 1


Requests = Callable[[int], bytes]  # what the person of a number asks next


class _Connection:
    def __init__(self, port: int, number: int) -> None:
        self.number = number
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(LONGEST_WAIT)
        self.answer = b""
        self.asked_at = 0.0

    def ask(self, request: bytes) -> None:
        self.answer = b""
        self.asked_at = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Whether the answer is complete."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("The server closed the connection before it answered.")
        self.answer += part
        end = self.answer.find(HEAD_END)
        if end < 0:
            return False
        head = self.answer[: end + 2].lower()
        place = head.find(LENGTH)
        if place < 0:
            return head.startswith(b"http/1.1 304") or self.answer.endswith(b"0" + HEAD_END)
        length = int(head[place + len(LENGTH) : head.index(b"\r", place)])
        return len(self.answer) >= end + len(HEAD_END) + length


@contextmanager
def _connected(port: int, people: int) -> Iterator[tuple[selectors.BaseSelector, list[_Connection]]]:
    with selectors.DefaultSelector() as selector:
        connections = [_Connection(port, number) for number in range(people)]
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        try:
            yield selector, connections
        finally:
            for connection in connections:
                connection.socket.close()


def closed_loop(port: int, requests: Requests, *, connections: int, seconds: float) -> Figures:
    """Each connection asks again as soon as it is answered."""
    figures = Figures()
    with _connected(port, connections) as (selector, open_connections):
        start = time.perf_counter()
        for connection in open_connections:
            connection.ask(requests(connection.number))
        waiting = len(open_connections)
        while waiting:
            for key, _mask in selector.select(LONGEST_WAIT):
                connection = key.data
                if not connection.read():
                    continue
                now = time.perf_counter()
                figures.count(now - connection.asked_at, connection.answer)
                if now - start < seconds:
                    connection.ask(requests(connection.number))
                else:
                    waiting -= 1
        figures.elapsed = time.perf_counter() - start
    return figures


def people(port: int, requests: Requests, *, number: int, seconds: float, think: Callable[[], float]) -> Figures:
    """So many people who read for ``think()`` seconds between one page and the next."""
    figures = Figures()
    with _connected(port, number) as (selector, connections):
        start, tie = time.perf_counter(), itertools.count()
        due = [(start + think() * place / number, next(tie), one) for place, one in enumerate(connections)]
        heapq.heapify(due)
        asking = 0
        while due or asking:
            now = time.perf_counter()
            while due and due[0][0] <= now:
                _moment, _order, connection = heapq.heappop(due)
                if now - start < seconds:
                    connection.ask(requests(connection.number))
                    asking += 1
            if not (due or asking):
                break
            for key, _mask in selector.select(max(0.0, due[0][0] - now) if due else LONGEST_WAIT):
                connection = key.data
                if connection.read():
                    now = time.perf_counter()
                    figures.count(now - connection.asked_at, connection.answer)
                    asking -= 1
                    heapq.heappush(due, (now + think(), next(tie), connection))
        figures.elapsed = time.perf_counter() - start
    return figures
