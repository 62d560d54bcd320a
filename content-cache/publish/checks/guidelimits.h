#pragma once

#include "model/item.h"
#include "publish/workspace/origin.h"

namespace Hall {

/// The rules about time limits (domain §1.11 L2, L3; 行政许可法 art. 82): a legal limit has its
/// basis, a promise is not later than the law, and 即办件 are done at once.
void checkLimits(const Item &item, const Origin &origin, Problems &problems);

} // namespace Hall
