import Graph
import Numerics
import Records
import Reports

/// What of a row stands before its results with `--keep`.
///
/// The record itself where the output has the format of the rows. In another format its fields or
/// members are written one by one: numbers as they are spelled, with points; texts as texts. Of an
/// array of NumPy's, which has no texts and no names, the inputs' numbers stand there.
struct KeptRow {
  let form: RowLayout.Kept
  /// What the columns are called that `form` writes.
  let names: [String]
  /// The line that names them as it stands in the file.
  let header: [UInt8]?
  /// The names of the block's columns that stand there as numbers.
  let inputNames: [String]

  private init(
    _ form: RowLayout.Kept = .nothing, names: [String] = [], header: [UInt8]? = nil,
    inputNames: [String] = []
  ) {
    self.form = form
    self.names = names
    self.header = header
    self.inputNames = inputNames
  }

  init(
    _ request: RowRequest, _ reader: RowReader, _ choice: RowColumns.Choice, _ program: Program
  ) {
    guard request.keepsInput else {
      self.init()
      return
    }
    switch request.format {
    case .npy:
      self.init(
        inputNames: program.coordinates(of: choice.inputs).map {
          program.name(ofCoordinate: $0)
        })
    case .csv, .tsv:
      let style = reader.style ?? FieldStyle(.commas)
      let count = reader.header.columnCount
      let names = reader.header.names ?? KeptRow.columnNames(count, choice, program)
      if KeptRow.isAsWritten(style, request) {
        self.init(
          .record(style, fieldCount: count), names: reader.header.names ?? [],
          header: reader.headerRecord)
      } else {
        let fields = KeptFields(names, choice, style, request.output)
        self.init(.translation { fields.append($0, to: &$1) }, names: names)
      }
    case .ndjson:
      let names = reader.header.memberNames
      if request.output.isJSON {
        self.init(.record(nil, fieldCount: 0), names: names)
      } else if names.isEmpty {
        self.init()
      } else {
        let members = KeptMembers(names, reader.header, choice, request.output)
        self.init(.translation { members.append($0, to: &$1) }, names: members.columnNames)
      }
    }
  }

  /// Whether rows of the output are written as these are.
  private static func isAsWritten(_ style: FieldStyle, _ request: RowRequest) -> Bool {
    switch request.output {
    case .csv: style == FieldStyle(.commas)
    case .tsv: style == FieldStyle(.tabs)
    case .json, .ndjson, .npy: false
    }
  }

  /// What columns without names are called: like the inputs that they bind, or by their number.
  private static func columnNames(
    _ count: Int, _ choice: RowColumns.Choice, _ program: Program
  ) -> [String] {
    let inputs = program.coordinates(of: choice.inputs).map { program.name(ofCoordinate: $0) }
    return (0..<count).map { column in
      let target = Int(choice.selection.targets[column])
      return target >= 0 ? inputs[target] : "column_\(column + 1)"
    }
  }
}

// MARK: - Separated fields

/// Writes the fields of a record in another style or format.
private struct KeptFields: Sendable {
  private let output: RowRequest.Output
  private let style: FieldStyle
  /// By column: the name of a member with its colon, in JSON; what stands before a field elsewhere.
  private let starts: [[UInt8]]
  /// By column: whether an input needs its number.
  private let areNumbers: [Bool]
  private let format: SeparatedFormat

  init(
    _ names: [String], _ choice: RowColumns.Choice, _ style: FieldStyle,
    _ output: RowRequest.Output
  ) {
    self.output = output
    self.style = style
    let format: SeparatedFormat = output == .tsv ? .tsv : .csv
    self.format = format
    starts = names.enumerated().map { index, name in
      output.isJSON
        ? Array(((index > 0 ? "," : "{") + JSONValue.string(name).text() + ":").utf8)
        : index > 0 ? [format.separator] : []
    }
    areNumbers = choice.selection.targets.map { $0 >= 0 }
  }

  func append(_ record: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var count = 0
    RecordParts.forEachField(of: record, style) { column, field in
      guard column < starts.count else { return }
      count = column + 1
      bytes += starts[column]
      let isNumber = style.numbers.withPlain(field) { plain in
        append(plain, spelled: field, isNeeded: areNumbers[column], to: &bytes)
      }
      if !isNumber { appendText(field, to: &bytes) }
    }
    // A record that could not be read may be shorter.
    for column in count..<max(count, starts.count) {
      bytes += starts[column]
      if output.isJSON { bytes += "null".utf8 }
    }
  }

  /// Appends a field that is a number, in a file's own spelling with points; false if it is none.
  private func append(
    _ plain: UnsafeBufferPointer<UInt8>, spelled: UnsafeBufferPointer<UInt8>, isNeeded: Bool,
    to bytes: inout [UInt8]
  ) -> Bool {
    if output.isJSON {
      if RecordParts.isNumberOfJSON(plain) {
        bytes += plain
        return true
      }
      guard let number = RecordParts.fieldNumber(plain), isNeeded || number.isNaN else {
        return false
      }
      bytes += JSONValue.number(number).text().utf8
      return true
    }
    guard plain.count != spelled.count || !plain.elementsEqual(spelled),
      RecordParts.fieldNumber(plain) != nil
    else { return false }
    bytes += plain
    return true
  }

  private func appendText(_ field: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    if output.isJSON {
      JSONValue.append(field, to: &bytes)
    } else {
      format.append(field, to: &bytes)
    }
  }
}

// MARK: - Objects

/// Writes the members of an object as fields.
private struct KeptMembers: Sendable {
  private enum Column {
    /// Any value, as one field.
    case value
    /// An array that an input needs, a field for each element.
    case elements(Shape)
  }

  private let names: [String]
  private let columns: [Column]
  private let format: SeparatedFormat

  init(
    _ names: [String], _ header: RowHeader, _ choice: RowColumns.Choice,
    _ output: RowRequest.Output
  ) {
    self.names = names
    format = output == .tsv ? .tsv : .csv
    let known = header.names ?? []
    columns = names.map { name in
      guard let place = known.firstIndex(of: name), choice.selection.targets[place] >= 0,
        !header.shapes[place].isScalar
      else { return .value }
      return .elements(header.shapes[place])
    }
  }

  var columnNames: [String] {
    zip(names, columns).flatMap { name, column in
      switch column {
      case .value: [name]
      case .elements(let shape): Program.elementNames(name, shape)
      }
    }
  }

  func append(_ record: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    RecordParts.values(of: record, names) { values in
      var isFirst = true
      func startField() {
        if !isFirst { bytes.append(format.separator) }
        isFirst = false
      }
      for (value, column) in zip(values, columns) {
        switch column {
        case .value:
          startField()
          append(value, to: &bytes)
        case .elements(let shape):
          let elements = RecordParts.elements(value, shape)
          for element in 0..<shape.count {
            startField()
            DecimalWriter.append(elements?[element] ?? .nan, to: &bytes)
          }
        }
      }
    }
  }

  private func append(_ value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    if let text = RecordParts.string(value) {
      format.append(text, to: &bytes)
    } else if let number = RecordParts.number(value), !number.isFinite {
      DecimalWriter.append(number, to: &bytes)
    } else {
      value.withUnsafeBufferPointer { format.append($0, to: &bytes) }
    }
  }
}
