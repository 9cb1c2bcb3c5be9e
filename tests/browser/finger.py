"""A finger on the screen. Playwright can only tap, so a drag uses the DevTools protocol."""

from playwright.sync_api import CDPSession


def touch(finger: CDPSession, kind: str, *at: float) -> None:
    """Send a touch event. `touchStart` and `touchMove` need a point of the window, `touchEnd` has none."""
    points = [{"x": at[0], "y": at[1]}] if at else []
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
