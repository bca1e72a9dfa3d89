import Arguments
import Diagnostics
import Dialects
import Graph
import Manual
import Notation
import Numerics
import Records

/// What ends a command before its result: mapped to one message and one exit status, here and
/// nowhere else.
enum Failure: Error {
  case arguments(ArgumentsError)
  case manual(ManualError)
  case program(ProgramError, SourceText)
  /// A text that is no program of ours, with what it may be in other languages.
  case foreignProgram(Diagnostic)
  /// A text that is no formula of the dialect it is said to be in.
  case dialect(DialectError, SourceText, Dialect)
  case binding(BindingError)
  /// The value of a binding is no expression.
  case bindingText(Diagnostic)
  case bindingsFile(BindingsFileError, SourceText)
  case matrixFile(MatrixFileError, SourceText)
  case request(RequestError)
  /// A step that the language of `emit` has no words for.
  case emission(EmissionError)
  /// What cannot be asked of rows, or of these columns.
  case rows(RowRequestError)
  /// A file of rows, and the first line of it that was not read.
  case rowFile(RowFileError, name: String, line: Int)
  /// A row that cannot be read.
  case row(RowError, SourceText)
  case file(name: String, reason: String)
  /// The standard output where no file is named.
  case output(file: String? = nil, reason: String)

  var status: ExitStatus {
    switch self {
    case .arguments, .manual, .binding, .bindingText, .request, .emission, .rows: .usage
    // A binding is missing.
    case .program(.lowering(.wholeNumberWithoutValue), _): .usage
    case .program, .foreignProgram, .dialect: .program
    case .bindingsFile, .matrixFile, .rowFile, .row, .file, .output: .file
    }
  }

  var diagnostic: Diagnostic {
    switch self {
    case .arguments(let error): Arguments.diagnostic(for: error, of: Command.table)
    case .manual(let error): error.diagnostic(of: Command.table)
    case .program(let error, let source): error.diagnostic(in: source)
    case .foreignProgram(let diagnostic): diagnostic
    case .dialect(let error, let source, let dialect):
      error.diagnostic(in: source, dialect: dialect.title)
    case .binding(let error): error.diagnostic
    case .bindingText(let diagnostic): diagnostic
    case .bindingsFile(let error, let source): error.diagnostic(in: source)
    case .matrixFile(let error, let source): error.diagnostic(in: source)
    case .request(let error): error.diagnostic
    case .emission(let error): error.diagnostic
    case .rows(let error): error.diagnostic
    case .rowFile(let error, let name, let line): error.diagnostic(in: name, line: line)
    case .row(let error, let record): error.diagnostic(in: record)
    case .file(let name, let reason):
      Diagnostic(
        .error,
        "cannot read \(name == "standard input" ? name : "`\(name.shortened)`"): \(reason)")
    case .output(let file, let reason):
      Diagnostic(
        .error, "cannot write \(file.map { "`\($0.shortened)`" } ?? "the output"): \(reason)")
    }
  }
}
