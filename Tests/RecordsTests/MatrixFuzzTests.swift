import Diagnostics
import Foundation
import Numerics
import Records
import TestSupport
import Testing

/// Files with mistakes that nobody thought of: every one is a matrix or has one message, and none
/// ends the process.
@Suite("Fuzz of files")
struct MatrixFuzzTests {
  private static let caseCount = Sampling.count(20_000, whole: 200_000)

  @Test("A mutated file is a matrix or has one message", arguments: MatrixFormat.allCases)
  func mutatedFiles(format: MatrixFormat) {
    var mutation = FileMutation(seed: Sampling.seed, files: files(format))
    let count = (0..<Self.caseCount).count { _ in isMatrix(mutation.next(), format) }
    // Neither side is the rule: the mutations stay near to what is right. An NPY file has the
    // number of its bytes in it.
    #expect(
      count > Self.caseCount / (format == .npy ? 500 : 50) && count < Self.caseCount * 49 / 50)
  }

  @Test("A mutated header of NPY is understood or has one message")
  func mutatedHeaders() {
    let header = NumPyFile.usualDictionary + String(repeating: " ", count: 60)
    let other = #"{"shape":(4L,),"fortran_order":True,"descr":">f8"}"#
    var mutation = FileMutation(
      seed: Sampling.seed, files: [Array(header.utf8), Array(other.utf8)])
    let count = (0..<Self.caseCount).count { _ in
      isMatrix(NumPyFile(dictionary: mutation.next()).bytes, .npy)
    }
    #expect(count > Self.caseCount / 50 && count < Self.caseCount * 49 / 50)
  }

  /// Whether a file is understood; then it is the same matrix when written and read again.
  private func isMatrix(_ bytes: [UInt8], _ format: MatrixFormat) -> Bool {
    let source = SourceText(name: "fuzz", bytes: bytes)
    let matrix: Matrix
    do {
      matrix = try MatrixFile.read(source, format).matrix
    } catch {
      expectDrawable(error.diagnostic(in: source), source)
      return false
    }
    if matrix.shape.count > 0 {
      let again = reading(MatrixFile.bytes(of: matrix, format), format)
      #expect(again == .matrix(matrix), "\(String(decoding: bytes, as: UTF8.self))")
    }
    return true
  }

  @Test("A mutated JSON object of arrays is understood or has one message")
  func mutatedBindings() {
    let object = #"{"x": [1, -2.5e3], "W": [[1, 2], [3, 4]], "E": [], "θ": 0.5}"#
    var mutation = FileMutation(
      seed: Sampling.seed, files: [Array(object.utf8), Array("{\"a\":[[],[]]}".utf8)])
    var readCount = 0
    for _ in 0..<Self.caseCount {
      let source = SourceText(name: "fuzz", bytes: mutation.next())
      do {
        _ = try BindingsReader.read(source)
        readCount += 1
      } catch {
        expectDrawable(error.diagnostic(in: source), source)
      }
    }
    #expect(readCount > Self.caseCount / 50 && readCount < Self.caseCount * 49 / 50)
  }

  private func files(_ format: MatrixFormat) -> [[UInt8]] {
    switch format {
    case .csv, .text:
      MatrixTextTests.examples.filter { $0.formats.contains(format) }.map { Array($0.text.utf8) }
    case .tsv:
      MatrixTextTests.examples.map { Array($0.text.replacing(",", with: "\t").utf8) }
    case .npy:
      NumPyReaderTests.files.compactMap {
        Data(base64Encoded: $0.0, options: .ignoreUnknownCharacters).map { Array($0) }
      }
        + NumPyReaderTests.types.map { NumPyFile.array("'\($0.type)'", shape: "(2,)", $0.data) }
        + [NumPyFile().bytes]
    }
  }

  /// One message that can be drawn, with its caret inside the text.
  private func expectDrawable(_ diagnostic: Diagnostic, _ source: SourceText) {
    let drawn = DiagnosticRenderer(color: false).render(diagnostic)
    #expect(drawn.hasPrefix("error: ") && drawn.contains("\nhelp: "))
    for label in diagnostic.primary + diagnostic.secondary {
      #expect(label.span.start >= 0 && label.span.start <= label.span.end)
      #expect(Int(label.span.end) <= source.bytes.count, "\(drawn)")
    }
  }
}

/// An endless sequence of files with small mistakes, the same for the same seed.
private struct FileMutation {
  private let files: [[UInt8]]
  private var random: Pseudorandom

  init(seed: UInt64, files: [[UInt8]]) {
    self.files = files
    random = Pseudorandom(seed: seed)
  }

  private static let fragments: [[UInt8]] = [
    ",", ";", "\t", " ", "\n", "\r\n", "\r", "\"", "#", "1", "-", ".", "e", "nan", "inf", "1e999",
    "x", "θ", "\0", "\u{FEFF}", "[", "]", "{", "}", "(", ")", ":", "null", "'", "L", "True", "0x",
    "9999999999", "99999999999999999999999", "''", "'shape'", "4", ">", "\n\n", "1,2\n",
  ].map { Array($0.utf8) }

  mutating func next() -> [UInt8] {
    var bytes = pick(files)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes.replaceSubrange(place..<place, with: pick(Self.fragments))
      case 1: bytes.removeSubrange(place..<end)
      case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 3: bytes.replaceSubrange(place..<end, with: pick(Self.fragments))
      case 4: bytes.removeSubrange((bytes.count + place) / 2..<bytes.count)
      default:
        let other = pick(files)
        bytes.insert(contentsOf: other.prefix(bytes.count - place), at: place)
      }
    }
    return bytes
  }

  private mutating func pick(_ choices: [[UInt8]]) -> [UInt8] {
    choices.randomElement(using: &random) ?? []
  }
}
