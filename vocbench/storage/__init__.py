"""The project file: its tables, what is in them, and the history of every act."""
