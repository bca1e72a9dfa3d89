import Diagnostics

/// A question about rows that cannot be answered, found before the first row is read.
enum RowRequestError: Error {
  /// The name of the file does not say what it holds; empty for standard input.
  case unknownFormat(file: String)
  /// A format for people, or for one answer.
  case outputFormat(String)
  /// An array of NumPy's says in front how many rows it has.
  case npyOutput
  /// Verdicts are words.
  case npyWords(command: String)
  case withoutRows(format: String)
  case boundAndColumn(name: String, file: String)
  case duplicateColumn(name: String, file: String)
  /// Of an array some elements have no column.
  case missingElement(name: String, element: String, file: String)
  case unbound(
    names: [String], labels: [Diagnostic.Label], source: SourceText, file: String,
    columns: [String], otherSeparator: UInt8?)
  case tooFewColumns(file: String, count: Int, inputs: [String], otherSeparator: UInt8?)

  var diagnostic: Diagnostic {
    switch self {
    case .unknownFormat(let file):
      return Diagnostic(
        .error,
        file.isEmpty
          ? "standard input has no name that says what its rows are"
          : "the name of `\(file.shortened)` does not say what its rows are",
        helps: [
          RowRequestError.unpackingHelp(for: file)
            ?? "add `--rows-format csv`, `tsv`, `ndjson` or `npy`"
        ])
    case .outputFormat(let format):
      return Diagnostic(
        .error, "rows cannot be written as `\(format)`",
        helps: ["write `--format csv`, `tsv`, `json`, `ndjson` or `npy`"])
    case .npyOutput:
      return Diagnostic(
        .error, "`--format npy` needs rows from an NPY file, which says how many they are",
        helps: ["write `--format csv`"])
    case .npyWords(let command):
      return Diagnostic(
        .error, "`\(command)` gives verdicts, and an NPY file holds numbers only",
        helps: ["write `--format csv` or `--format ndjson`"])
    case .withoutRows(let format):
      return Diagnostic(
        .error, "`--format \(format)` is for rows", helps: ["give them: `--rows FILE`"])
    case .boundAndColumn(let name, let file):
      return Diagnostic(
        .error, "`\(name)` is bound, and is a column of `\(file.shortened)`",
        helps: ["remove the binding, or give the column another name"])
    case .duplicateColumn(let name, let file):
      return Diagnostic(
        .error, "`\(file.shortened)` has two columns `\(name)`", helps: ["rename one of them"])
    case .missingElement(let name, let element, let file):
      return Diagnostic(
        .error, "`\(file.shortened)` has no column `\(element)`",
        helps: ["a column is needed for each element of `\(name)`"])
    case .unbound(
      let names, let labels, let source, let file, let columns, let otherSeparator):
      let near = names.first.flatMap { closest(to: $0, among: columns) }
      let known = columns.isEmpty ? "no columns" : "the columns \(columns.quotedList)"
      return Diagnostic(
        .error, "no value for \(names.quotedList)", source: source, primary: labels,
        notes: ["`\(file.shortened)` has \(known)"],
        helps: [
          otherSeparator.map { RowRequestError.help(forSeparator: $0) } ?? near.map {
            "did you mean the column `\($0)`?"
          }
            ?? "add a column, or `\(names.prefix(8).map { "\($0.shortened)=…" }.joined(separator: " "))`"
        ])
    case .tooFewColumns(let file, let count, let inputs, let otherSeparator):
      return Diagnostic(
        .error,
        "`\(file.shortened)` has \(count == 1 ? "1 column" : "\(count) columns") for "
          + "\(inputs.count) inputs",
        notes: ["in order of appearance they are \(inputs.quotedList)"],
        helps: [
          otherSeparator.map { RowRequestError.help(forSeparator: $0) }
            ?? "bind the others on the command line"
        ])
    }
  }

  /// What to do about a file that is compressed by its name; nil for other names.
  private static func unpackingHelp(for file: String) -> String? {
    for (ending, program) in [(".gz", "gzip"), (".zst", "zstd"), (".xz", "xz"), (".bz2", "bzip2")]
    where file.hasSuffix(ending) {
      return "unpack it on the way: `\(program) -dc FILE | autodiff … --rows - --rows-format csv`"
    }
    return nil
  }

  /// What to do about a file whose only column seems to be several.
  private static func help(forSeparator separator: UInt8) -> String {
    switch separator {
    case UInt8(ascii: "\t"): return "are its fields separated by tabs? add `--rows-format tsv`"
    case UInt8(ascii: ","): return "are its fields separated by commas? add `--rows-format csv`"
    default:
      let character = Character(UnicodeScalar(separator))
      return "are its fields separated by `\(character)`? "
        + "`sed 's/,/./g; s/\(character)/,/g' FILE` writes points and commas"
    }
  }
}
