import Arguments
import Diagnostics
import Graph
import Numerics
import Records

/// Reads the matrix of `NAME=@FILE`.
enum MatrixInput {
  /// - Parameter text: how text files are written. With a delimiter any file is text that is not
  ///   known by its name.
  static func read(
    _ path: [UInt8], for name: String, _ text: TextStyle
  ) throws(Failure) -> MatrixFile.Contents {
    guard !path.isEmpty else { throw .binding(.withoutFile(name: name)) }
    guard let format = MatrixFormat(path: path) ?? (text.delimiter == nil ? nil : .csv) else {
      throw .binding(.unknownFormat(name: name, file: String(decoding: path, as: UTF8.self)))
    }
    if let separation = format.separation { try text.style(separation).check() }
    let source = try FileInput.source(path)
    do {
      return try MatrixFile.read(source, format, text)
    } catch {
      throw .matrixFile(error, source)
    }
  }
}

/// Writes the matrices of `--save`.
struct MatrixOutput {
  private let files: [(name: String, file: SavedFile, format: MatrixFormat)]

  /// Refuses what cannot be saved before anything is computed.
  ///
  /// - Parameters:
  ///   - requested: the files of `--save`, in order.
  ///   - known: the names that have a value to save.
  init(_ requested: [Binding], known: @autoclosure () -> [String]) throws(Failure) {
    var files: [(name: String, file: SavedFile, format: MatrixFormat)] = []
    let known = requested.isEmpty ? [] : known()
    for saved in requested {
      guard known.contains(where: { $0.isSpelled(saved.name) }) else {
        throw .request(.unknownSave(name: saved.name, known: known))
      }
      guard let format = MatrixFormat(path: saved.value) else {
        throw .binding(
          .unknownFormat(
            name: saved.name, file: String(decoding: saved.value, as: UTF8.self)))
      }
      let file = try SavedFile(saved.value)
      if let other = files.first(where: { $0.file.isSame(as: file) }) {
        throw .request(.sameFile(file.name, first: other.name, second: saved.name))
      }
      files.append((saved.name, file, format))
    }
    self.files = files
  }

  var isEmpty: Bool { files.isEmpty }

  func contains(_ name: String) -> Bool { files.contains { $0.name.isSpelled(name) } }

  /// Writes every file, of the matrices that `value` gives for their names.
  func write(_ value: (String) -> Matrix?) throws(Failure) {
    let matrices = files.map { value($0.name) }
    for (file, matrix) in zip(files, matrices) {
      if let matrix, matrix.shape.count == 0, file.format != .npy {
        throw .request(.emptyText(name: file.name, matrix.shape))
      }
    }
    for (file, matrix) in zip(files, matrices) {
      guard let matrix else { continue }
      try file.file.write(MatrixFile.bytes(of: matrix, file.format))
    }
  }
}

/// The arrays of some inputs of which some go to files, and the others are printed.
struct SavedByInput {
  let names: [String]
  private let output: MatrixOutput
  /// The places of those that are printed.
  let shown: [Int]

  /// - Parameter requested: the files of `--save`.
  init(_ requested: [Binding], _ program: Program, _ inputs: [Int]) throws(Failure) {
    let names = inputs.map { program.text(program.inputs[$0].span) }
    let output = try MatrixOutput(requested, known: names)
    shown = names.indices.filter { output.isEmpty || !output.contains(names[$0]) }
    self.names = names
    self.output = output
  }

  func write(_ arrays: InputNumbers) throws(Failure) {
    try output.write { name in
      names.firstIndex { $0.isSpelled(name) }.map { arrays.matrix($0) }
    }
  }
}
