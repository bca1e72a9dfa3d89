import Arguments
import Numerics
import Records
import Reports

/// What was asked about rows on the command line.
struct RowRequest {
  /// What is done about a row that cannot be read.
  enum Policy: String, Choice { case stop, nan, skip }
  /// The formats that rows are written in.
  enum Output { case csv, tsv, json, ndjson, npy }

  let session: Session
  let path: [UInt8]
  let format: RowFormat
  /// How separated fields are written.
  let text: TextStyle
  /// What was read to learn the format.
  private let start: RowStart?
  private let isStandardInput: Bool
  /// The columns of inputs that are called otherwise.
  let columns: [Binding]
  let hasNames: Bool
  let keepsInput: Bool
  let policy: Policy
  let output: Output
  let threadCount: Int

  /// Reads the options; nil where there are no rows.
  ///
  /// - Parameter hasWords: whether there are words among the results.
  init?(_ session: Session, hasWords: Bool = false) throws(Failure) {
    let given = session[Options.format]
    guard let path = session[Options.rows] else {
      if let given, given == .npy { throw .rows(.withoutRows(format: given.spelling)) }
      return nil
    }
    self.session = session
    self.path = path
    text = session.invocation.textStyle
    columns = session[Options.columns]
    isStandardInput = path == [UInt8(ascii: "-")]
    let named =
      session[Options.recordFormat] ?? (isStandardInput ? nil : RowFormat(path: path))
      // What separates fields is said of text that has some.
      ?? (text.delimiter == nil ? nil : .csv)
    if let named {
      format = named
      start = nil
    } else {
      guard isStandardInput else {
        throw .rows(.unknownFormat(file: String(decoding: path, as: UTF8.self)))
      }
      let start = try RowRequest.start()
      format = start.format
      self.start = start
    }
    if let separation = format.separation { try text.style(separation).check() }
    hasNames = session[Options.header] == .yes && !format.isNameless
    if let given {
      guard let output = Output(given) else { throw .rows(.outputFormat(given.spelling)) }
      self.output = output
    } else {
      switch format {
      case .csv, .npy: output = .csv
      case .tsv: output = .tsv
      case .ndjson: output = .ndjson
      }
    }
    if output == .npy {
      guard format == .npy else { throw .rows(.npyOutput) }
      if hasWords { throw .rows(.npyWords(command: session.invocation.command.name)) }
    }
    keepsInput = session[Options.keep]
    policy = session[Options.onError]
    threadCount = session[Options.threads]
  }

  /// Opens the file.
  func open() throws(Failure) -> RowReader {
    do throws(RowFileError) {
      return try RowReader(
        path, format, text, start: start, hasNames: hasNames, skipsMistakes: policy != .stop)
    } catch {
      throw .rowFile(
        error, name: isStandardInput ? "standard input" : String(decoding: path, as: UTF8.self),
        line: 1)
    }
  }

  private static func start() throws(Failure) -> RowStart {
    do throws(RowFileError) {
      return try RowStart()
    } catch {
      throw .rowFile(error, name: "standard input", line: 1)
    }
  }
}

extension RowRequest.Output {
  /// nil where rows have no such format.
  fileprivate init?(_ format: OutputFormat) {
    switch format {
    case .report(.csv): self = .csv
    case .report(.tsv): self = .tsv
    case .report(.json): self = .json
    case .report(.ndjson): self = .ndjson
    case .npy: self = .npy
    case .report(.text), .report(.markdown), .report(.latex), .picture: return nil
    }
  }

  var isJSON: Bool {
    switch self {
    case .json, .ndjson: true
    case .csv, .tsv, .npy: false
    }
  }
}
