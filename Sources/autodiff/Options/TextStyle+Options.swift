import Arguments
import Records

extension Invocation {
  /// What is said of text files.
  var textStyle: TextStyle {
    TextStyle(
      delimiter: self[Options.delimiter],
      numbers: NumberStyle(
        decimal: self[Options.decimal] ?? NumberStyle.usual.decimal,
        thousands: self[Options.thousands]))
  }
}

extension FieldStyle {
  /// Refuses a style in which a character means two things, before anything is read.
  func check() throws(Failure) {
    if let conflict { throw .request(.twoMeanings(conflict, of: self)) }
  }
}
