/// A C99 function that `autodiff emit` writes in front of the code that calls it, because C has no
/// word for what it does.
package struct CFunction: Sendable, Equatable {
  package let name: String
  /// The whole definition, with a newline at its end.
  package let source: String
  /// What it calls itself.
  package let needs: [CFunction]
  /// Whether it wants memory to work in, before the result: as much as the factors of its operand
  /// take.
  package let needsWork: Bool

  package init(
    _ name: String, needs: [CFunction] = [], needsWork: Bool = false, _ source: String
  ) {
    self.name = name
    self.source = source
    self.needs = needs
    self.needsWork = needsWork
  }
}
