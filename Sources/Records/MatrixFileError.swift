import Diagnostics

/// A mistake in a file that should hold a matrix.
package enum MatrixFileError: Error, Equatable {
  case text(MatrixTextError)
  case numPy(NumPyError)

  /// The message for a mistake in `source`. In text it shows the place; an NPY file has no lines to
  /// show.
  package func diagnostic(in source: SourceText) -> Diagnostic {
    switch self {
    case .text(let error): error.diagnostic(in: source)
    case .numPy(let error): error.diagnostic(in: source)
    }
  }
}
