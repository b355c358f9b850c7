"""A widget in a real browser without Jupyter: a stand-in for the comm and for anywidget's host.

Messages wait in both directions until ``pump`` delivers them, so that a test can look at
the moment before the kernel answers.
"""

from __future__ import annotations

import base64
import json
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from anywidget import AnyWidget
from comm.base_comm import BaseComm
from ipywidgets.widgets.widget import _remove_buffers
from playwright.sync_api import Page

_HOST_JS = Path(__file__).with_name("host.js").read_text("utf-8")
_ADDRESS = "http://widget.test/"
_ROUNDS = 20


class WaitingComm(BaseComm):
    """Keeps what the kernel says until it is fetched."""

    said: ClassVar[deque[tuple[str, str, dict[str, Any], list[bytes]]]] = deque()

    def publish_msg(
        self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
    ) -> None:
        """Note the message."""
        del metadata, keys
        self.said.append((self.comm_id, msg_type, data or {}, buffers or []))


class Host:
    """A page that shows one widget."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.route("**/*", lambda route: route.abort())
        page.route(_ADDRESS, lambda route: route.fulfill(content_type="text/html", body=_BLANK))

    def show(self, widget: AnyWidget) -> None:
        """Show *widget* as a notebook would."""
        self.widget = widget
        WaitingComm.said.clear()
        self.page.goto(_ADDRESS)
        self.page.add_script_tag(content=_HOST_JS)
        state = {key: value for key, value in widget.get_state().items() if key != "layout"}
        plain, paths, buffers = _remove_buffers(state)
        self.page.evaluate(
            "([state, paths, parts]) => mount(withBuffers(state, paths, parts))",
            [json.loads(json.dumps(plain)), paths, _encoded(buffers)],
        )

    def pump(self) -> None:
        """Deliver what waits in both directions, until nothing does."""
        for _ in range(_ROUNDS):
            asked = self.page.evaluate(_ASKED_JS)
            if not asked and not WaitingComm.said:
                return
            self._deliver_to_kernel(asked)
            self._deliver_to_page()
        raise AssertionError("The widget and its kernel keep talking to each other.")

    def answer_backwards(self) -> None:
        """Do what the page asked, and deliver all answers the last one first."""
        self._deliver_to_kernel(self.page.evaluate(_ASKED_JS))
        WaitingComm.said.reverse()
        self._deliver_to_page()

    def _deliver_to_kernel(self, asked: Iterable[dict[str, Any]]) -> None:
        for message in asked:
            buffers = [base64.b64decode(part) for part in message.pop("parts")]
            self.widget.comm.handle_msg({"content": {"data": message}, "buffers": buffers})

    def _deliver_to_page(self) -> None:
        while WaitingComm.said:
            comm_id, kind, data, buffers = WaitingComm.said.popleft()
            if comm_id == self.widget.comm.comm_id and kind == "comm_msg":
                self.page.evaluate(
                    "([data, parts]) => fromPython(data, parts)",
                    [json.loads(json.dumps(data)), _encoded(buffers)],
                )


def _encoded(buffers: Iterable[bytes | memoryview]) -> list[str]:
    """Bytes on their way to the page, which takes text alone."""
    return [base64.b64encode(part).decode() for part in buffers]


_ASKED_JS = "() => new Promise((done) => setTimeout(() => done(toPython.splice(0))))"
_BLANK = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>host</title><body><main></main></body></html>"
)
