import Diagnostics
import Records

/// A question about rows that cannot be answered, found before the first row is read.
enum RowRequestError: Error {
  /// The name of the file does not say what it holds.
  case unknownFormat(file: String)
  /// A format for people, or for one answer.
  case outputFormat(String)
  /// An array of NumPy's says in front how many rows it has.
  case npyOutput
  /// Verdicts are words.
  case npyWords(command: String)
  case withoutRows(format: String)
  /// `--columns` for one input twice, or two inputs of one column.
  case columnTwice(names: [String], column: String)
  case unknownColumn(String, name: String, file: String, columns: [String])
  /// `--columns` where columns have no names.
  case namelessColumns(file: String)
  case unneededColumn(name: String, inputs: [String])
  /// A name would stand in the output twice: of a kept column and of a result, or of two results.
  case repeatedName(String, isKept: Bool, way: OtherName)
  case boundAndColumn(name: String, file: String)
  case duplicateColumn(name: String, file: String)
  /// Of an array some elements have no column.
  case missingElement(name: String, element: String, file: String)
  case unbound(
    names: [String], labels: [Diagnostic.Label], source: SourceText, file: String,
    columns: [String], otherStyle: OtherStyle?)
  case tooFewColumns(file: String, count: Int, inputs: [String], otherStyle: OtherStyle?)

  /// How a result gets a column of another name.
  enum OtherName {
    case ofOutput, ofOutputs, ofColumn

    fileprivate var help: String {
      switch self {
      case .ofOutput: "give the output a name of its own, as in `y = …`"
      case .ofOutputs:
        "give the outputs names of their own and choose them: `a = …; b = …` with `--output a,b`"
      case .ofColumn: "rename the column in the file, or leave out `--keep`"
      }
    }
  }

  /// A style in which a file of one column has several, and the one that it was read in.
  struct OtherStyle {
    let style: FieldStyle
    let read: FieldStyle
  }

  var diagnostic: Diagnostic {
    switch self {
    case .unknownFormat(let file):
      return Diagnostic(
        .error, "the name of `\(file.shortened)` does not say what its rows are",
        helps: [
          ForeignFile.named(file)?.help(unpacked: "| autodiff … --rows -")
            ?? (file.lowercased().hasSuffix(".json")
              ? "add `--rows-format ndjson`: it has one object on each line"
              : "add `--rows-format csv`, `tsv`, `ndjson` or `npy`")
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
    case .columnTwice(let names, let column):
      return names.count == 1
        ? Diagnostic(
          .error, "`--columns` names the column of `\(names[0].shortened)` twice",
          helps: ["remove one of them"])
        : Diagnostic(
          .error, "the column `\(column.shortened)` would bind \(names.quotedList)",
          helps: ["define one by the other in the program: `\(names[1]) = \(names[0]); …`"])
    case .unknownColumn(let column, let name, let file, let columns):
      let near = closest(to: column, among: columns)
      return Diagnostic(
        .error, "`\(file.shortened)` has no column `\(column.shortened)` for `\(name.shortened)`",
        helps: [
          near.map { "did you mean `\($0)`?" }
            ?? (columns.isEmpty ? "it has no columns" : "the columns are \(columns.quotedList)")
        ])
    case .namelessColumns(let file):
      return Diagnostic(
        .error, "the columns of `\(file.shortened)` have no names for `--columns`",
        helps: ["they bind the inputs in order of appearance"])
    case .unneededColumn(let name, let inputs):
      return Diagnostic(
        .error, "`--columns` names an input `\(name.shortened)` that the program does not have",
        helps: [
          closest(to: name, among: inputs).map { "did you mean `\($0)`?" }
            ?? (inputs.isEmpty ? "the program has no inputs" : "inputs are \(inputs.quotedList)")
        ])
    case .repeatedName(let name, let isKept, let way):
      return Diagnostic(
        .error,
        isKept
          ? "the output would have two columns `\(name.shortened)`: that of the rows and the result"
          : "the output would have two columns `\(name.shortened)`",
        helps: [way.help])
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
      let names, let labels, let source, let file, let columns, let otherStyle):
      let near = names.first.flatMap { closest(to: $0, among: columns) }
      let titled = names.first.flatMap { name in columns.first { $0.hasWord(name) } }
      let known = columns.isEmpty ? "no columns" : "the columns \(columns.quotedList)"
      return Diagnostic(
        .error, "no value for \(names.quotedList)", source: source, primary: labels,
        notes: ["`\(file.shortened)` has \(known)"],
        helps: [
          otherStyle?.help
            ?? titled.map { "add `--columns '\(names[0])=\($0.shortened)'`" }
            ?? near.map {
              "did you mean the column `\($0)`?"
            }
            ?? "add a column, or `\(names.prefix(8).map { "\($0.shortened)=…" }.joined(separator: " "))`"
        ])
    case .tooFewColumns(let file, let count, let inputs, let otherStyle):
      return Diagnostic(
        .error,
        "`\(file.shortened)` has \(count == 1 ? "1 column" : "\(count) columns") for "
          + "\(inputs.count) inputs",
        notes: ["in order of appearance they are \(inputs.quotedList)"],
        helps: [
          otherStyle?.help
            ?? "bind the others on the command line"
        ])
    }
  }
}

extension RowRequestError.OtherStyle {
  /// What to do about a file whose only column seems to be several.
  fileprivate var help: String {
    let (options, separator) =
      switch style {
      case FieldStyle(.tabs): ("--rows-format tsv", "tabs")
      case FieldStyle(.commas): ("--rows-format csv", "commas")
      default: (style.options(insteadOf: read), separators)
      }
    return "are its fields separated by \(separator)? add `\(options)`"
  }

  private var separators: String {
    switch style.separation {
    case .tabs: "tabs"
    case .blanks: "blanks"
    case .byte(let byte): "`\(Character(UnicodeScalar(byte)))`"
    }
  }
}

extension String {
  /// Whether a column's title has a word in it that is not all of it: `Voltage (V)` has V.
  fileprivate func hasWord(_ word: String) -> Bool {
    self != word && !contains("'")
      && split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == word }
  }
}
