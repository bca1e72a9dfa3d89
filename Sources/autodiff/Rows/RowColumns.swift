import Evaluation
import Graph
import Numerics
import Records

/// Which columns of a file bind which inputs of a program.
///
/// A column binds the input of the same name; an array has a column for each element, called
/// `W_2_1`, or in objects a value that is an array. Without names, columns bind the inputs that have
/// no binding, in order of appearance.
struct RowColumns: Sendable {
  /// How a message calls the file.
  let file: String
  private let header: RowHeader
  private let isObject: Bool
  /// Columns by name.
  private var places = NameTable()
  private var duplicates = NameTable()
  /// The places in `shapes` of arrays whose elements have columns.
  private var arrays = NameTable()
  private var shapes: [Shape] = []

  init(_ reader: RowReader) {
    file = reader.name
    header = reader.header
    isObject = reader.format == .ndjson
    for (index, name) in (header.names ?? []).enumerated() {
      if !places.insert(name, Double(index)) { _ = duplicates.insert(name, 0) }
      if !isObject, let element = ElementName(name) { add(element) }
    }
  }

  private mutating func add(_ element: ElementName) {
    guard let index = arrays[element.array] else {
      _ = arrays.insert(element.array, Double(shapes.count))
      shapes.append(Shape(element.row, element.column))
      return
    }
    let known = shapes[Int(index)]
    shapes[Int(index)] = Shape(
      max(known.rows, element.row), max(known.columns, element.column))
  }

  /// The shape that the columns give to a name; nil where there is none of it.
  func shape(of name: String) -> Shape? {
    if let place = places[name] { return isObject ? header.shapes[Int(place)] : .scalar }
    return arrays[name].map { shapes[Int($0)] }
  }

  // MARK: - A program's columns

  /// What a run needs of a file.
  struct Choice {
    let selection: RowSelection
    let columns: [RowPlan.Column]
    /// The indices of the inputs that columns bind.
    let inputs: [Int]
  }

  func choice(for program: Program, _ bindings: Bindings) throws(Failure) -> Choice {
    var targets = [Int32](repeating: -1, count: max(header.columnCount, header.names?.count ?? 0))
    var columns: [RowPlan.Column] = []
    var inputs: [Int] = []
    var missing: [Int] = []
    var next = 0
    let names = program.inputNames
    let needed = program.graph.ancestors(of: program.outputs.map(\.node))
    for (index, name) in names.enumerated() {
      let input = program.inputs[index]
      let isBound = bindings.shape(of: name) != nil
      if isBound {
        guard shape(of: name) == nil else {
          throw .rows(.boundAndColumn(name: name, file: file))
        }
        continue
      }
      let places = try places(of: name, input.shape, &next)
      guard let places else {
        let node = Int(input.node.index)
        if node < needed.count, needed[node] { missing.append(index) }
        continue
      }
      inputs.append(index)
      // An object has one value for all elements.
      for (element, place) in places.enumerated() {
        targets[place] = Int32(truncatingIfNeeded: columns.count + element)
      }
      columns += (0..<input.shape.count).map { .init(input: input.node, element: $0) }
    }
    guard missing.isEmpty else { throw .rows(mistake(missing, program, bindings)) }
    return Choice(
      selection: RowSelection(
        targets: targets, shapes: header.shapes, columnCount: columns.count),
      columns: columns, inputs: inputs)
  }

  /// The columns of an input, element by element, of an object one for all; nil where it has none.
  private func places(
    of name: String, _ shape: Shape, _ next: inout Int
  ) throws(Failure) -> [Int]? {
    guard header.names != nil else {
      defer { next += 1 }
      return next < header.columnCount ? [next] : nil
    }
    if duplicates[name] != nil, !isObject {
      throw .rows(.duplicateColumn(name: name, file: file))
    }
    if let place = places[name] { return [Int(place)] }
    guard arrays[name] != nil else { return nil }
    var found: [Int] = []
    for element in 0..<shape.count {
      let column = shape.name(ofElement: element, of: name)
      guard let place = places[column] else {
        throw .rows(.missingElement(name: name, element: column, file: file))
      }
      guard duplicates[column] == nil else {
        throw .rows(.duplicateColumn(name: column, file: file))
      }
      found.append(Int(place))
    }
    return found
  }

  private func mistake(
    _ missing: [Int], _ program: Program, _ bindings: Bindings
  ) -> RowRequestError {
    let names = program.inputNames
    guard header.names != nil else {
      return .tooFewColumns(
        file: file, count: header.columnCount,
        inputs: names.filter { bindings.shape(of: $0) == nil },
        otherSeparator: header.otherSeparator)
    }
    return .unbound(
      names: missing.map { names[$0] },
      labels: missing.prefix(8).map { .init(program.inputs[$0].span) }, source: program.source,
      file: file, columns: header.names ?? [], otherSeparator: header.otherSeparator)
  }
}

/// `W_2_1`: the name of an array with a row and a column.
private struct ElementName {
  let array: String
  let row: Int
  let column: Int

  init?(_ name: String) {
    var end = name.utf8.endIndex
    var numbers: [Int] = []
    for _ in 0..<2 {
      guard let place = name.utf8[..<end].lastIndex(of: UInt8(ascii: "_")) else { return nil }
      let digits = name.utf8[name.utf8.index(after: place)..<end]
      // Four digits bound the array that a strange header could ask for.
      guard (1...4).contains(digits.count), digits.first != UInt8(ascii: "0"),
        digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
      else { return nil }
      numbers.append(digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
      end = place
    }
    guard end > name.utf8.startIndex else { return nil }
    array = String(name[..<end])
    (row, column) = (numbers[1], numbers[0])
  }
}
