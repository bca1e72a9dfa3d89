import Arguments
import Evaluation
import Graph
import Numerics
import Records

/// Which columns of a file bind which inputs of a program.
///
/// A column binds the input of the same name; an array has a column for each element, called
/// `W_2_1`, or in objects a value that is an array. Without names, columns bind the inputs that
/// have no binding, in order of appearance.
struct RowColumns: Sendable {
  /// How a message calls the file.
  let file: String
  private let header: RowHeader
  private let style: FieldStyle?
  private let isObject: Bool
  /// The columns that `--columns` names, by the inputs that they bind.
  private var chosen = NameTable()
  /// Names that are not in ASCII, as the file spells them.
  private var unusual: [String] = []
  /// Columns by name.
  private var places = NameTable()
  private var duplicates = NameTable()
  /// The places in `shapes` of arrays whose elements have columns.
  private var arrays = NameTable()
  private var shapes: [Shape] = []

  /// - Parameter choices: the columns of inputs that are called otherwise.
  init(_ reader: RowReader, _ choices: [Binding]) throws(Failure) {
    file = reader.name
    header = reader.header
    style = reader.style
    isObject = reader.format == .ndjson
    for (index, name) in (header.names ?? []).enumerated() {
      if !places.insert(name, Double(index)) { _ = duplicates.insert(name, 0) }
      note(name)
      if let element = ElementName(name), !isObject || header.shapes[index].isScalar {
        add(element)
        note(element.array)
      }
    }
    for choice in choices { try choose(choice) }
  }

  private mutating func note(_ name: String) {
    if !name.utf8.allSatisfy({ $0 < 0x80 }), unusual.last?.isSpelled(name) != true {
      unusual.append(name)
    }
  }

  private mutating func choose(_ choice: Binding) throws(Failure) {
    guard let names = header.names else { throw .rows(.namelessColumns(file: file)) }
    let column = spelled(String(decoding: choice.value, as: UTF8.self))
    guard let place = places[column] else {
      throw .rows(
        .unknownColumn(column, name: choice.name, file: file, columns: names))
    }
    guard duplicates[column] == nil || isObject else {
      throw .rows(.duplicateColumn(name: column, file: file))
    }
    let other = chosen.names.first { chosen[$0] == place }
    guard chosen.insert(choice.name, place) else {
      throw .rows(.columnTwice(names: [choice.name], column: column))
    }
    if let other { throw .rows(.columnTwice(names: [other, choice.name], column: column)) }
  }

  /// A name as the file spells it: letters with marks have several spellings that look the same,
  /// and files from macOS have another one than programs.
  private func spelled(_ name: String) -> String {
    guard !unusual.isEmpty, !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
    return unusual.first { $0.isSpelled(name) } ?? unusual.first { $0 == name } ?? name
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
    let name = spelled(name)
    if let place = chosen[name] ?? places[name] {
      return isObject ? header.shapes[Int(place)] : .scalar
    }
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
    var owners = [Int?](repeating: nil, count: targets.count)
    var columns: [RowPlan.Column] = []
    var inputs: [Int] = []
    var missing: [Int] = []
    var next = 0
    let names = program.inputNames
    if let name = chosen.names.first(where: { program.input(named: $0) == nil }) {
      throw .rows(.unneededColumn(name: name, inputs: names))
    }
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
        if let owner = owners[place] {
          throw .rows(
            .columnTwice(names: [names[owner], name], column: header.names?[place] ?? ""))
        }
        owners[place] = index
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
    if let place = chosen[name] { return [Int(place)] }
    let name = spelled(name)
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
    let otherStyle = header.otherStyle.map {
      RowRequestError.OtherStyle(style: $0, read: style ?? FieldStyle(.commas))
    }
    guard header.names != nil else {
      return .tooFewColumns(
        file: file, count: header.columnCount,
        inputs: names.filter { bindings.shape(of: $0) == nil },
        otherStyle: otherStyle)
    }
    return .unbound(
      names: missing.map { names[$0] },
      labels: missing.prefix(8).map { .init(program.inputs[$0].span) }, source: program.source,
      file: file, columns: header.names ?? [], otherStyle: otherStyle)
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
