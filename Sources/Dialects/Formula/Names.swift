import Diagnostics

/// What is known about names before a text is read.
package struct KnownNames: Sendable {
  /// Whether a name, as our language writes it, has a value, and whether that is a number.
  let isScalar: @Sendable (String) -> Bool?
  /// Whether our language has a function of this name.
  let isFunction: @Sendable (String) -> Bool

  package init(
    isScalar: @escaping @Sendable (String) -> Bool? = { _ in nil },
    isFunction: @escaping @Sendable (String) -> Bool
  ) {
    self.isScalar = isScalar
    self.isFunction = isFunction
  }

  func isBound(_ name: String) -> Bool { isScalar(name) != nil }
}

/// The names of a text, each with its name in our language: two never become one.
struct Names {
  private let known: KnownNames
  private let caseFolding: Lexicon.CaseFolding
  /// By what was written.
  private(set) var values: [String: (name: String, isScalar: Bool)] = [:]
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

  func isScalar(_ written: String) -> Bool { values[key(written)]?.isScalar ?? false }

  /// The name of ours of a function that the text defines.
  func function(_ written: String) -> String? { functions[key(written)] }

  /// The name of ours of a value.
  ///
  /// - Parameter ours: where it is not the usual one.
  mutating func value(
    _ written: String, as ours: String? = nil, _ span: Span
  ) throws(DialectError) -> String {
    if let known = values[key(written)] { return known.name }
    let name = ours ?? spelled(written)
    if let first = places[name] { throw .sameName(span, first: first.span, name: name) }
    places[name] = (written, span)
    values[key(written)] = (name, known.isScalar(name) ?? false)
    order.append(written)
    return name
  }

  mutating func define(
    _ written: String, as ours: String? = nil, _ span: Span, isScalar: Bool
  ) throws(DialectError) -> String {
    if let first = definitions[key(written)] { throw .definedTwice(span, first: first) }
    definitions[key(written)] = span
    let name = try value(written, as: ours, span)
    values[key(written)] = (name, isScalar)
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
    values[key(written)] = (name, false)
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
