"""Art. 8 车辆及信息化: a vehicle in service, and an office that is connected and equipped."""

from services.compliance.core.counting import at_least
from services.compliance.core.stating import enough

RULES = (
    # 司法所应配备必要的执法执勤车辆
    at_least("vehicle", "vehicles_in_service", "vehicles-min"),
    # 加快推进司法所规范化、信息化建设
    enough("informatised", "networked_terminals", "terminals-min"),
)
