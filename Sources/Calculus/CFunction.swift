/// A C99 function that `autodiff emit` writes in front of the code that calls it, because C has no
/// word for what it does.
package struct CFunction: Sendable, Equatable {
  package let name: String
  /// The whole definition, with a newline at its end.
  package let source: String
  /// What it calls itself.
  package let needs: [CFunction]

  package init(_ name: String, needs: [CFunction] = [], _ source: String) {
    self.name = name
    self.source = source
    self.needs = needs
  }
}
