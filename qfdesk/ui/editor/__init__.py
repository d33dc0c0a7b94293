"""The record editor that stands beside the list."""

from qfdesk.ui.editor.pane import EditorPane

__all__ = ["EditorPane"]
