"""A finger on the screen. Playwright only taps, so a drag goes by the protocol of the browser."""

from playwright.sync_api import CDPSession


def touch(finger: CDPSession, kind: str, *at: float) -> None:
    """`touchStart` and `touchMove` at a point of the window, `touchEnd` without one."""
    points = [{"x": at[0], "y": at[1]}] if at else []
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
