"""社区矫正对象: an offender's case is one stream, whatever office it is at, and whatever is done (Art. 12)."""
