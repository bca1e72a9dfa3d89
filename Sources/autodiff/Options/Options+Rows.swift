import Arguments
import Numerics
import Records

/// The options of the commands that can run once for every row of a file.
extension Options {
  static let rows = Option(
    "rows", value: "FILE", .inputFile,
    summary: "run once for every row of FILE (`-`: standard input)",
    details: """
      The file's name ends in `.csv`, `.tsv`, `.ndjson`, `.jsonl` or `.npy`, or `--rows-format` \
      says what it is; of standard input the first bytes do. A column binds the input of the same name, and `W_2_1` an element of a \
      matrix `W`; an NPY file has no names, and its columns bind the inputs in order of \
      appearance. Other columns are passed over, other inputs need a binding. The output has a \
      row for each row, in the same order and with the numbers that a run for that row alone \
      gives. Blank lines and lines that begin with `#` are passed over.
      """)

  static let recordFormat = Option<RowFormat?>(
    "rows-format", value: "FORMAT", .choice(), needs: rows.description,
    summary: "the rows are \(RowFormat.words)",
    details: "Default: as the file's name says, or the first bytes of standard input.")

  static let header = Option(
    "header", value: "WHETHER", .choice(usual: HeaderLine.yes), needs: rows.description,
    summary: { _ in "whether the first line names the columns: \(HeaderLine.words)" },
    details: {
      """
      Default: `\($0)`. With `no` the columns bind the inputs in order of appearance, and the \
      output has no header either.
      """
    })

  static let keep = Option(
    "keep", .flag, needs: rows.description,
    summary: "put the columns of the rows before the results",
    details: """
      The row stands there as it is, also what no input needs; in another format its fields do, one \
      by one. Of an NPY file the inputs' values stand there.
      """)

  static let columns = Option(
    "columns", value: "NAME=COLUMN", .namedValues, needs: rows.description,
    summary: "bind the input NAME to a column by its whole name",
    details: """
      COLUMN is the text behind the first `=` as it stands, such as `'V=Voltage (V)'`; in JSON \
      `x=a.x` is the member `x` of the object `a`. May be given for several inputs.
      """)

  static let onError = Option(
    "on-error", value: "ACTION", .choice(usual: RowRequest.Policy.stop), needs: rows.description,
    summary: { _ in "\(RowRequest.Policy.words): what becomes of a malformed row" },
    details: {
      """
      Default: `\($0)`, with status 5 and all rows before it written. `nan` writes a row of `nan`, \
      `skip` leaves the row out; both say at the end how many there were.
      """
    })

  static let threads = Option(
    "threads", value: "N", .wholeNumber(1...999, usual: Platform.processorCount),
    needs: rows.description,
    summary: "use N threads (default: one for each processor)",
    details: "The output does not depend on it.")

  /// All options about rows that a command needs beside `rows`.
  @OptionList static var rowDetails: [OptionDescription] {
    recordFormat
    header
    columns
    keep
    onError
    threads
  }
}

/// Whether the first line of rows names the columns.
enum HeaderLine: String, Choice { case yes, no }

extension RowFormat: Choice {}
