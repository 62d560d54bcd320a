import Hall.Ui

// One digit of the PIN pad.
PadKey {
    implicitWidth: Theme.mm(30)
    implicitHeight: Theme.target
}
