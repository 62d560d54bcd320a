import Hall.Ui

// One stage of the procedure.
StepRow {
    required last
    required note
}
