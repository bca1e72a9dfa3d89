import Arguments
import Diagnostics
import Graph
import Language
import Numerics
import Records

/// What the command line and files bind names to, as it was read.
struct BindingTable: Sendable {
  /// Numbers by name; for an array a place holder.
  private(set) var values = NameTable()
  /// The places in `matrices` of the names that have arrays.
  private(set) var arrays = NameTable()
  private(set) var matrices: [Matrix] = []
  /// The places in `columns` of the names whose values are in files.
  private(set) var files = NameTable()
  private(set) var columns: [FileColumns] = []
  let invocation: Invocation
  /// How many names the command line binds; those of a file come after them.
  private(set) var typedCount = 0

  /// Reads `NAME=VALUE` operands and the file of `--bindings`.
  init(_ invocation: Invocation) throws(Failure) {
    self.invocation = invocation
    let dialect = invocation[Options.dialect]
    // By index: an iterator's end asks for the metadata of the array, which costs as much as all
    // else.
    for place in invocation.bindings.indices {
      let binding = invocation.bindings[place]
      let name =
        binding.isForeign || dialect != nil
        ? PastedProgram.name(binding.name, dialect) : binding.name
      try add(name, bytes: binding.value)
    }
    typedCount = values.names.count
    guard let path = invocation[Options.bindings] else { return }
    let source = try FileInput.source(path)
    let records: [FileBinding]
    do {
      records = try BindingsReader.read(source)
    } catch {
      throw .bindingsFile(error, source)
    }
    for record in records {
      switch record.value {
      case .text(let range): try add(record.name, bytes: source.bytes[range])
      case .number(let number): try add(record.name, number: number)
      case .matrix(let matrix): try add(record.name, matrix)
      }
    }
  }

  private mutating func add(_ name: String, _ matrix: Matrix) throws(Failure) {
    guard !matrix.shape.isScalar else { return try add(name, number: matrix.elements[0]) }
    try add(name, number: 0)
    _ = arrays.insert(name, Double(matrices.count))
    matrices.append(matrix)
  }

  private mutating func add(_ name: String, number: Double) throws(Failure) {
    guard values.insert(name, number) else { throw .binding(.duplicate(name: name)) }
  }

  /// A binding as it was written.
  private mutating func add(_ name: String, bytes: some Collection<UInt8>) throws(Failure) {
    let text = Array(bytes)
    if let number = text.withUnsafeBufferPointer({ DecimalReader.read($0) }), number.isFinite {
      return try add(name, number: number)
    }
    guard text.first == UInt8(ascii: "@") else {
      return try add(name, try Bindings.constant(SourceText(name: "binding \(name)", bytes: text)))
    }
    let path = Array(text.dropFirst())
    let contents = try MatrixInput.read(path, for: name, invocation.textStyle)
    try add(name, contents.matrix)
    _ = files.insert(name, Double(columns.count))
    columns.append(
      FileColumns(
        file: String(decoding: path, as: UTF8.self), names: contents.columns,
        count: contents.matrix.shape.columns))
  }
}
