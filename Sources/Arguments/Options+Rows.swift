/// The options of the commands that can run once for every row of a file.
extension Options {
  /// - Parameter excludes: options of the command that answer for one point.
  static func rows(excludes: [String] = []) -> OptionDescription {
    OptionDescription(
      "rows", value: "FILE", excludes: excludes,
      summary: "run once for every row of FILE (`-`: standard input)",
      details: """
        The file's name ends in `.csv`, `.tsv`, `.ndjson`, `.jsonl` or `.npy`, or `--rows-format` \
        says what it is. A column binds the input of the same name, and `W_2_1` an element of a \
        matrix `W`; an NPY file has no names, and its columns bind the inputs in order of \
        appearance. Other columns are passed over, other inputs need a binding. The output has a \
        row for each row, in the same order and with the numbers that a run for that row alone \
        gives. Blank lines and lines that begin with `#` are passed over.
        """)
  }

  static let rowsFormat = OptionDescription(
    "rows-format", value: "FORMAT", .choice, choices: ["csv", "tsv", "ndjson", "npy"],
    needs: "rows", summary: "the rows are csv, tsv, ndjson or npy",
    details: "Default: as the file's name says.")

  static let header = OptionDescription(
    "header", value: "WHETHER", .choice, choices: ["yes", "no"], needs: "rows",
    summary: "whether the first line names the columns: yes or no",
    details: """
      Default: `yes`. With `no` the columns bind the inputs in order of appearance, and the output \
      has no header either.
      """)

  static let keep = OptionDescription(
    "keep", needs: "rows", summary: "put the columns of the rows before the results",
    details: """
      The row stands there as it is, also what no input needs. Where the output has another format \
      than the rows, or they are from an NPY file, the inputs' values stand there.
      """)

  static let onError = OptionDescription(
    "on-error", value: "ACTION", .choice, choices: ["stop", "nan", "skip"], needs: "rows",
    summary: "stop, nan or skip: what becomes of a malformed row",
    details: """
      Default: `stop`, with status 5 and all rows before it written. `nan` writes a row of `nan`, \
      `skip` leaves the row out; both say at the end how many there were.
      """)

  static let threads = OptionDescription(
    "threads", value: "N", .wholeNumber(1...999), needs: "rows",
    summary: "use N threads (default: one for each processor)",
    details: "The output does not depend on it.")

  /// What `--format` means without rows, and for them.
  static let rowsOutputFormat = OptionDescription(
    "format", value: "FORMAT", .choice, choices: format.choices + ["npy"],
    summary: "text, json, ndjson, csv, tsv, markdown, latex, npy",
    details: """
      Default: `text`; for rows their own format, and `csv` for NPY. `json` and `ndjson` are one \
      object on one line, for each row. In JSON a number that is not finite is `null`, with a \
      finding that says why. `npy` is for rows from an NPY file.
      """)

  static let rowsMatrixFormat = OptionDescription(
    "format", value: "FORMAT", .choice, choices: matrixFormat.choices + ["npy"],
    summary: "text, json, ndjson, csv, tsv, markdown, latex, mtx, svg, npy",
    details: matrixFormat.details + " `npy` is for rows from an NPY file.")

  /// All options about rows that a command needs beside `rows`.
  static let rowDetails = [rowsFormat, header, keep, onError, threads]
}
