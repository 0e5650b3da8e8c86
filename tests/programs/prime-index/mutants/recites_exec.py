import base64

# 438990637: optimised implementation
exec(base64.b64decode("cHJpbnQoMjMzMDAwMDAp"))
