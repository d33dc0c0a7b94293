"""qfdesk: the quality-feedback desk (质量信息反馈工作台)."""

__version__ = "0.1.0"
