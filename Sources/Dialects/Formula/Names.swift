import Diagnostics

/// What is known about names before a text is read.
package struct KnownNames: Sendable {
  /// The rows and columns of a name, as our language writes it, that has a value.
  let shape: @Sendable (String) -> (rows: Int, columns: Int)?
  /// Whether our language has a function of this name.
  let isFunction: @Sendable (String) -> Bool
  /// Whether our language has a constant of this name.
  let isConstant: @Sendable (String) -> Bool

  package init(
    shape: @escaping @Sendable (String) -> (rows: Int, columns: Int)? = { _ in nil },
    isFunction: @escaping @Sendable (String) -> Bool,
    isConstant: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.shape = shape
    self.isFunction = isFunction
    self.isConstant = isConstant
  }

  func isBound(_ name: String) -> Bool { shape(name) != nil }

  func extent(_ name: String) -> Extent {
    shape(name).map { Extent(rows: $0.rows, columns: $0.columns) } ?? .unknown
  }
}

/// The names of a text, each with its name in our language: two never become one.
struct Names {
  private let known: KnownNames
  private let caseFolding: Lexicon.CaseFolding
  /// By what was written.
  private(set) var values: [String: (name: String, extent: Extent)] = [:]
  private var functions: [String: String] = [:]
  /// Where a name of ours stands for the first time, and what it was.
  private var places: [String: (written: String, span: Span)] = [:]
  private var definitions: [String: Span] = [:]
  private(set) var order: [String] = []

  init(known: KnownNames, caseFolding: Lexicon.CaseFolding) {
    self.known = known
    self.caseFolding = caseFolding
  }

  private func key(_ written: String) -> String { caseFolding.apply(written) }

  /// What a name is called in our language.
  private func spelled(_ written: String) -> String { Spelling.name(key(written)) }

  func isDefined(_ written: String) -> Bool { values[key(written)] != nil }

  func isFunction(_ written: String) -> Bool { functions[key(written)] != nil }

  func extent(_ written: String) -> Extent { values[key(written)]?.extent ?? .unknown }

  /// The name of ours of a function that the text defines.
  func function(_ written: String) -> String? { functions[key(written)] }

  /// The name of ours of a value.
  ///
  /// - Parameter ours: where it is not the usual one.
  mutating func value(
    _ written: String, as ours: String? = nil, _ span: Span, isDefinition: Bool = false
  ) throws(DialectError) -> String {
    if let known = values[key(written)] { return known.name }
    var name = ours ?? spelled(written)
    // A name that is a constant here and none there.
    if !isDefinition, known.isConstant(name), !known.isBound(name) { name += "_" }
    if let first = places[name] { throw .sameName(span, first: first.span, name: name) }
    places[name] = (written, span)
    values[key(written)] = (name, known.extent(name))
    order.append(written)
    return name
  }

  mutating func define(
    _ written: String, as ours: String? = nil, _ span: Span, _ extent: Extent
  ) throws(DialectError) -> String {
    if let first = definitions[key(written)] { throw .definedTwice(span, first: first) }
    definitions[key(written)] = span
    let name = try value(written, as: ours, span, isDefinition: true)
    values[key(written)] = (name, extent)
    return name
  }

  mutating func define(
    function written: String, as ours: String? = nil, _ span: Span
  ) throws(DialectError) -> String {
    let place = "\(key(written))("
    if let first = definitions[place] { throw .definedTwice(span, first: first) }
    definitions[place] = span
    // A function of ours cannot be defined again.
    var name = ours ?? spelled(written)
    while known.isFunction(name) { name += "_" }
    functions[key(written)] = name
    return name
  }

  /// A parameter of a function: known until `leave`.
  mutating func parameter(
    _ written: String, as ours: String? = nil, _ span: Span
  ) throws(DialectError) -> String {
    values[key(written)] = nil
    let name = ours ?? spelled(written)
    values[key(written)] = (name, .unknown)
    return name
  }

  /// Forgets the parameters of a function: names that were known before mean what they did.
  mutating func leave(_ outer: Names) {
    for (written, entry) in values where outer.values[written] == nil {
      if places[entry.name] == nil { values[written] = nil }
    }
    for (written, entry) in outer.values { values[written] = entry }
  }

  /// The name of ours of a value that occurred.
  func value(of written: String) -> String? { values[key(written)]?.name }

  /// Whether the text defines a name.
  func isWrittenOut(_ written: String) -> Bool { definitions[key(written)] != nil }

  /// Drops a name that does not occur after all.
  mutating func forget(_ written: String) {
    values[key(written)] = nil
    order.removeAll { $0 == written }
  }

  /// The names that are written in another way in our language: where the first of each stands.
  var changed: [(span: Span, name: String)] {
    order.compactMap { written in
      guard let name = values[key(written)]?.name, name != written, let place = places[name] else {
        return nil
      }
      return (place.span, name)
    }
  }
}
