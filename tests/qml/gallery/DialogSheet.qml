import QtQuick
import Hall.Ui

// The question before a session ends.
Item {
    CountdownDialog { ownClock: false; remaining: 28 }
}
