#pragma once

class QQmlEngine;

namespace Hall {

/// Refuses every network request of the engine, and every address that is neither part of the
/// program nor a picture of the release.
void forbidNetwork(QQmlEngine *engine);

} // namespace Hall
