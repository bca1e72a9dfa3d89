import Records
import Testing

@Suite struct MatrixFormatTests {
  @Test(
    "The extension of a file's name says what is in it",
    arguments: [
      ("a.csv", MatrixFormat.csv), ("A.CSV", .csv), ("a.tsv", .tsv), ("a.txt", .text),
      ("a.DAT", .text), ("dir.csv/a.npy", .npy), (".npy", .npy), ("a.b.Npy", .npy), ("ä.csv", .csv),
    ])
  func known(path: String, format: MatrixFormat) {
    #expect(MatrixFormat(path: path.utf8) == format)
  }

  @Test(
    "Another extension or none says nothing",
    arguments: ["", ".", "csv", "a.", "a.csv/", "a.csvx", "a.cs", "a.npz", "x.npy/a", "a.c.v", "-"])
  func unknown(path: String) {
    #expect(MatrixFormat(path: path.utf8) == nil)
  }
}
