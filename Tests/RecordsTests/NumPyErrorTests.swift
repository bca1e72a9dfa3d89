import Records
import Testing

@Suite("Mistakes in files of NumPy")
struct NumPyErrorTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let message: String

    init(_ bytes: [UInt8], _ message: String) {
      (self.bytes, self.message) = (bytes, message)
    }

    var testDescription: String { String(message.prefix { $0 != "\n" }) }
  }

  private static func file(_ dictionary: String) -> [UInt8] {
    NumPyFile(dictionary: dictionary.utf8).bytes
  }

  static let mistakes = [
    Mistake(
      Array("1,2".utf8),
      #"""
      error: this is no NPY file: it does not begin with `\x93NUMPY`
       --> A
      help: write it with `numpy.save`; the name of a text file ends in .csv, .tsv or .txt
      """#),
    Mistake(
      Array("PK\u{3}\u{4}".utf8),
      """
      error: this is an archive of arrays (.npz), not one array
       --> A
      help: save one of them: `numpy.save("name.npy", numpy.load(file)["name"])`
      """),
    Mistake(
      [],
      """
      error: this file is empty
       --> A
      help: an NPY file is what `numpy.save` and `--save` write
      """),
    Mistake(
      Array(NumPyFile().bytes.prefix(4)),
      """
      error: the header of this NPY file is cut off
       --> A
      note: 8 bytes were expected up to the data, the file has 4
      help: write or copy the file again
      """),
    Mistake(
      Array(NumPyFile().bytes.prefix(9)),
      """
      error: the header of this NPY file is cut off
       --> A
      note: 10 bytes were expected up to the data, the file has 9
      help: write or copy the file again
      """),
    Mistake(
      Array(NumPyFile().bytes.prefix(60)),
      """
      error: the header of this NPY file is cut off
       --> A
      note: 70 bytes were expected up to the data, the file has 60
      help: write or copy the file again
      """),
    Mistake(
      NumPyFile(version: [2, 0]).bytes.dropLast(40) + [],
      """
      error: the header of this NPY file is cut off
       --> A
      note: 72 bytes were expected up to the data, the file has 64
      help: write or copy the file again
      """),
    Mistake(
      NumPyFile(version: [1, 1]).bytes,
      """
      error: version 1.1 of the NPY format is not known
       --> A
      help: write the file with `numpy.save`, which uses 1.0, 2.0 or 3.0
      """),
    Mistake(
      NumPyFile(version: [4, 0]).bytes,
      """
      error: version 4.0 of the NPY format is not known
       --> A
      help: write the file with `numpy.save`, which uses 1.0, 2.0 or 3.0
      """),
    Mistake(
      file("x"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected a dictionary, `{…}`, found `x`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file(""),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected a dictionary, `{…}` before its end
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'descr': <f8}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected the type of an element, such as `'<f8'`, found `<f8}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'descr' '<f8'}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected `:`, found `'<f8'}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'descr': '<f8, 'shape': (2, 2)"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected `,` or `}`, found `shape': (2, 2)`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'descr': '<f8' 'shape': (2, 2)}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected `,` or `}`, found `'shape': (2, 2)}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'fortran_order': 1}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected `True` or `False`, found `1}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'shape': 4}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected a shape, such as `(3, 4)`, found `4}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'shape': (-1, 2)}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected a number of rows or columns, found `-1, 2)}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'shape': (2 2)}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected `,` or `)`, found `2)}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'shape': (2.0, 2)}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected `,` or `)`, found `.0, 2)}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'order': 'C'}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected `descr`, `fortran_order` and `shape`, each once, found `'order': 'C'}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'descr': '<f8', 'descr': '<f8'}"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected `descr`, `fortran_order` and `shape`, each once, found `'descr': '<f8'}`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), } x"),
      """
      error: the header of this NPY file cannot be understood
       --> A
      note: expected nothing after the dictionary, found `x`
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'fortran_order': False, 'shape': (2, 2)}"),
      """
      error: the header of this NPY file has no `descr`
       --> A
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'descr': '<f8', 'shape': (2, 2)}"),
      """
      error: the header of this NPY file has no `fortran_order`
       --> A
      help: write the file with `numpy.save`
      """),
    Mistake(
      file("{'descr': '<f8', 'fortran_order': False}"),
      """
      error: the header of this NPY file has no `shape`
       --> A
      help: write the file with `numpy.save`
      """),
    Mistake(
      NumPyFile.array("'<c16'", shape: "(1,)", []),
      """
      error: complex numbers (`<c16`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: save one part: `numpy.save(file, a.real)`
      """),
    Mistake(
      NumPyFile.array("'<f2'", shape: "(1,)", []),
      """
      error: floating-point numbers of this size (`<f2`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("'|O'", shape: "(1,)", []),
      """
      error: Python objects (`|O`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("'<U3'", shape: "(1,)", []),
      """
      error: texts (`<U3`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("'<M8[s]'", shape: "(1,)", []),
      """
      error: dates and times (`<M8[s]`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("'|V8'", shape: "(1,)", []),
      """
      error: elements of this type (`|V8`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("''", shape: "(1,)", []),
      """
      error: elements of this type (``) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("'|i8'", shape: "(1,)", []),
      """
      error: integers of this kind (`|i8`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("'<i3'", shape: "(1,)", []),
      """
      error: integers of this kind (`<i3`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("[('a', '<f8')]", shape: "(1,)", []),
      """
      error: records of several fields cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: save one field: `numpy.save(file, a["name"])`
      """),
    Mistake(
      NumPyFile.array("'<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<'", shape: "(1,)", []),
      """
      error: elements of this type (`<<<<<<<<<<<<<<<<<<<…`) cannot be read
       --> A
      note: a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans
      help: convert them where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array("'<f8'", shape: "(2, 3, 4)", []),
      """
      error: an array of rank 3 is no matrix
       --> A
      note: its shape is 2×3×4
      help: save a part of it, such as `a[0]`, or `a.reshape(a.shape[0], -1)`
      """),
    Mistake(
      NumPyFile.array("'<f8'", shape: "(1, 2, 3, 4, 5, 6, 7, 8, 9)", []),
      """
      error: an array of rank 9 is no matrix
       --> A
      note: its shape is 1×2×3×4×5×6×7×8×…
      help: save a part of it, such as `a[0]`, or `a.reshape(a.shape[0], -1)`
      """),
    Mistake(
      NumPyFile.array("'<f8'", shape: "(2147483648, 0)", []),
      """
      error: an array of shape 2147483648×0 is too large
       --> A
      help: save a part of it: a file has at most 2 GB
      """),
    Mistake(
      NumPyFile.array("'<f8'", shape: "(2000000000, 2000000000)", []),
      """
      error: an array of shape 2000000000×2000000000 is too large
       --> A
      help: save a part of it: a file has at most 2 GB
      """),
    Mistake(
      NumPyFile.array("'<f8'", shape: "(99999999999999999999,)", []),
      """
      error: an array of shape (10^18 or more) is too large
       --> A
      help: save a part of it: a file has at most 2 GB
      """),
    Mistake(
      NumPyFile.array("'<f8'", shape: "(1000000000, 1000000000)", []),
      """
      error: this NPY file is 8000000000000000000 bytes too short
       --> A
      note: a 1000000000×1000000000 array of `<f8` takes 8000000000000000000 bytes, the file has 0 after its header
      help: write or copy the file again
      """),
    Mistake(
      NumPyFile.array("'<i4'", shape: "(2, 3)", Array(repeating: 0, count: 23)),
      """
      error: this NPY file is 1 byte too short
       --> A
      note: a 2×3 array of `<i4` takes 24 bytes, the file has 23 after its header
      help: write or copy the file again
      """),
    Mistake(
      NumPyFile.array("'|u1'", shape: "(2, 3)", Array(repeating: 0, count: 7)),
      """
      error: this NPY file is 1 byte too long
       --> A
      note: a 2×3 array of `|u1` takes 6 bytes, the file has 7 after its header
      help: write one array to a file, with `numpy.save`
      """),
    Mistake(
      NumPyFile.array("'<f8'", shape: "()", Array(repeating: 0, count: 16)),
      """
      error: this NPY file is 8 bytes too long
       --> A
      note: a 1×1 array of `<f8` takes 8 bytes, the file has 16 after its header
      help: write one array to a file, with `numpy.save`
      """),
    Mistake(
      NumPyFile.array(
        "'>i8'", shape: "(1, 2)", Array(repeating: 0, count: 8) + [0, 32, 0, 0, 0, 0, 0, 1]),
      """
      error: the integer 9007199254740993 has too many digits for a double
       --> A
      note: it stands in row 1, column 2; beyond 2^53 not all integers are doubles
      help: round it where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array(
        "'<i8'", shape: "(2,)",
        Array(repeating: 0, count: 8) + Array(repeating: 255, count: 7) + [127]),
      """
      error: the integer 9223372036854775807 has too many digits for a double
       --> A
      note: it stands in row 2, column 1; beyond 2^53 not all integers are doubles
      help: round it where the file is written: `numpy.save(file, a.astype(float))`
      """),
    Mistake(
      NumPyFile.array(
        "'<u8'", shape: "(2,)", Array(repeating: 0, count: 8) + Array(repeating: 255, count: 8)),
      """
      error: the integer 18446744073709551615 has too many digits for a double
       --> A
      note: it stands in row 2, column 1; beyond 2^53 not all integers are doubles
      help: round it where the file is written: `numpy.save(file, a.astype(float))`
      """),
  ]

  @Test("Every mistake has its message and a way out", arguments: mistakes)
  func message(mistake: Mistake) {
    #expect(reading(mistake.bytes, .npy) == .message(mistake.message + "\n"))
  }

  @Test("A file cut off anywhere is never read")
  func truncated() {
    for file in NumPyReaderTests.types.map({
      NumPyFile.array("'\($0.type)'", shape: "(2,)", $0.data)
    }) {
      for count in 0..<file.count {
        let isMessage = "\(reading(Array(file.prefix(count)), .npy))".hasPrefix("error: ")
        #expect(isMessage, "\(count) bytes")
      }
    }
  }
}
