import Arguments
import Diagnostics
import Evaluation
import Graph
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
  let reader: RowReader
  let columns: RowColumns
  let hasNames: Bool
  let keepsInput: Bool
  let policy: Policy
  let output: Output
  let threadCount: Int

  /// Reads the options and opens the file; nil where there are no rows.
  ///
  /// - Parameter hasWords: whether there are words among the results.
  init?(_ session: Session, hasWords: Bool = false) throws(Failure) {
    let given = session[Options.format]
    guard let path = session[Options.rows] else {
      if let given, given == .npy { throw .rows(.withoutRows(format: given.spelling)) }
      return nil
    }
    self.session = session
    let isStandardInput = path == [UInt8(ascii: "-")]
    guard
      let format = session[Options.recordFormat]
        ?? (isStandardInput ? nil : RowFormat(path: path))
    else {
      throw .rows(
        .unknownFormat(file: isStandardInput ? "" : String(decoding: path, as: UTF8.self)))
    }
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
    threadCount = session[Options.threads] ?? Platform.processorCount
    do throws(RowFileError) {
      reader = try RowReader(
        path, format, hasNames: hasNames, skipsMistakes: policy != .stop)
    } catch {
      throw .rowFile(
        error, name: isStandardInput ? "standard input" : String(decoding: path, as: UTF8.self),
        line: 1)
    }
    columns = RowColumns(reader)
  }

  /// Whether there is nothing to be read, not even a line that names the columns: a filter answers
  /// nothing with nothing.
  var isEmpty: Bool {
    switch reader.format {
    case .csv, .tsv: reader.header.columnCount == 0
    case .ndjson: reader.header.names == nil
    case .npy: false
    }
  }

  // MARK: - How rows are written

  /// Whether a row's own record stands in front of its results as it is.
  private var keepsRecord: Bool {
    guard keepsInput else { return false }
    switch (reader.format, output) {
    case (.csv, .csv), (.tsv, .tsv), (.ndjson, .json), (.ndjson, .ndjson): return true
    default: return false
    }
  }

  /// The columns of the block that stand in front of the results as numbers, with their names.
  private func keptInputs(_ program: Program, _ choice: RowColumns.Choice) -> [String] {
    guard keepsInput, !keepsRecord else { return [] }
    return program.coordinates(of: choice.inputs).map { program.name(ofCoordinate: $0) }
  }

  func layout(_ task: RowTask, _ program: Program, _ choice: RowColumns.Choice) -> RowLayout {
    var layout = RowLayout()
    layout.keepsRecord = keepsRecord
    layout.digits = session.digits
    layout.watched = task.watched ?? Array(0..<task.resultCount)
    layout.words = task.words.map { Array($0.utf8) }
    let kept = keptInputs(program, choice)
    switch output {
    case .csv, .tsv:
      let separator = output == .csv ? "," : "\t"
      if keepsRecord, let separation = reader.format.separation {
        layout.keptFields = (separation, reader.header.columnCount)
      }
      var isFirst = !keepsRecord
      func append(_ slot: RowLayout.Slot) {
        if !isFirst { layout.append(separator) }
        isFirst = false
        layout.append(slot)
      }
      for column in kept.indices { append(.input(column)) }
      for slot in 0..<task.resultCount {
        append(task.wordSlots.contains(slot) ? .word(slot) : .result(slot))
      }
      layout.append("\n")
    case .json, .ndjson:
      layout.isJSON = true
      layout.append(keepsRecord ? "," : "{")
      for (column, name) in kept.enumerated() {
        layout.appendKey(name)
        layout.append(.input(column))
        layout.append(",")
      }
      task.appendJSON(&layout)
      layout.append("}\n")
    case .npy:
      layout.isBinary = true
      for column in kept.indices { layout.append(.input(column)) }
      for slot in 0..<task.resultCount { layout.append(.result(slot)) }
    }
    return layout
  }

  /// What stands before the first row.
  func head(_ task: RowTask, _ program: Program, _ choice: RowColumns.Choice) -> [UInt8] {
    let kept = keptInputs(program, choice)
    switch output {
    case .json, .ndjson: return []
    case .npy:
      return NumPyWriter.header(
        rowCount: reader.rowCount ?? 0, columnCount: kept.count + task.resultCount)
    case .csv, .tsv:
      guard hasNames || reader.format.isNameless else { return [] }
      let format: SeparatedFormat = output == .csv ? .csv : .tsv
      var line: [UInt8] = keepsRecord ? reader.headerRecord : []
      for name in kept + task.names {
        if !line.isEmpty { line.append(format.separator) }
        format.append(name, to: &line)
      }
      return line + [UInt8(ascii: "\n")]
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
}
