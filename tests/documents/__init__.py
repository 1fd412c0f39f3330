"""What docs/ tells a reader to type, typed; and the pages that the code writes itself."""
