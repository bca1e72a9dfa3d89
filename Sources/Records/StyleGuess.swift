import Numerics

/// In which other styles a text would be numbers: what a message proposes about a file that was
/// read in one in which it is not. Nothing is read by a guess.
enum StyleGuess {
  /// The numbers of a line in another style.
  struct Reading {
    let style: FieldStyle
    let numbers: [Double]
  }

  private static let numberStyles: [NumberStyle] = {
    let (point, comma) = (UInt8(ascii: "."), UInt8(ascii: ","))
    return [
      .usual, NumberStyle(decimal: comma), NumberStyle(decimal: point, thousands: comma),
      NumberStyle(decimal: comma, thousands: point), NumberStyle(decimal: comma, thousands: blank),
      NumberStyle(decimal: point, thousands: blank),
      NumberStyle(decimal: point, thousands: UInt8(ascii: "'")),
    ]
  }()

  /// What may separate fields, the most usual first.
  private static let separations: [FieldSeparation] = [
    .tabs, .byte(UInt8(ascii: ";")), .commas, .byte(UInt8(ascii: "|")), .blanks,
  ]

  /// What a single number is in other styles of the same separation; each number once.
  static func readings(of number: ArraySlice<UInt8>, not style: FieldStyle) -> [Reading] {
    var found: [Reading] = []
    for numbers in numberStyles {
      let other = FieldStyle(style.separation, numbers)
      guard other.conflict == nil,
        let value = number.withUnsafeBufferPointer({ numbers.read($0) }), value.isFinite,
        !found.contains(where: { $0.numbers == [value] })
      else { continue }
      found.append(Reading(style: other, numbers: [value]))
    }
    return found
  }

  /// Other styles in which a whole line is numbers; each list of numbers once.
  static func readings(ofLine line: ArraySlice<UInt8>, not style: FieldStyle) -> [Reading] {
    var found: [Reading] = []
    let usual = values(line, style)
    for separation in [style.separation] + separations {
      for numbers in numberStyles {
        let other = FieldStyle(separation, numbers)
        guard other != style, other.conflict == nil, let values = values(line, other),
          // What separates now must have a meaning.
          separation == style.separation || !line.contains(style.separation.separator)
            || [numbers.decimal, numbers.thousands].contains(style.separation.separator),
          values != usual, !found.contains(where: { $0.numbers == values })
        else { continue }
        found.append(Reading(style: other, numbers: values))
      }
    }
    return found
  }

  /// The style in which the rows below a header of one name would have several columns; nil where
  /// no other reads more numbers.
  ///
  /// - Parameter lines: the header, and lines below it.
  static func style(ofRows lines: [ArraySlice<UInt8>], not style: FieldStyle) -> FieldStyle? {
    guard let header = lines.first else { return nil }
    var best: (style: FieldStyle, count: Int)?
    for separation in separations where separation != style.separation {
      let width = fields(header, FieldStyle(separation)).count
      guard width > 1 else { continue }
      for numbers in numberStyles {
        let other = FieldStyle(separation, numbers)
        guard other.conflict == nil else { continue }
        let rows = lines.dropFirst().map { fields($0, other) }
        // A header with a blank in it is one name more often than two.
        guard rows.allSatisfy({ $0.count == width }), separation != .blanks || !rows.isEmpty
        else { continue }
        let count = rows.joined().count { field in
          field.withUnsafeBufferPointer { numbers.read($0) } != nil
        }
        if separation == .blanks, count == 0 { continue }
        if best == nil || count > best?.count ?? 0 { best = (other, count) }
      }
    }
    return best?.style
  }

  private static func values(_ line: ArraySlice<UInt8>, _ style: FieldStyle) -> [Double]? {
    var values: [Double] = []
    for field in fields(line, style) {
      guard let value = field.withUnsafeBufferPointer({ style.numbers.read($0) }), value.isFinite
      else {
        return nil
      }
      values.append(value)
    }
    return values
  }

  private static func fields(_ line: ArraySlice<UInt8>, _ style: FieldStyle) -> [ArraySlice<UInt8>]
  {
    let text = Array(line) + [newline]
    return text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return [] }
      var fields: [ArraySlice<UInt8>] = []
      var scanner = FieldScanner(base, to: bytes.count, style, of: .records)
      repeat {
        guard let field = try? scanner.nextText() else { break }
        fields.append(text[field])
      } while !scanner.endsRow
      return fields
    }
  }
}

extension StyleGuess.Reading {
  /// "`--decimal ,` reads it as 1.5", for up to two readings; nil without one.
  static func help(_ readings: [StyleGuess.Reading], of what: String, not style: FieldStyle)
    -> String?
  {
    guard !readings.isEmpty else { return nil }
    return readings.prefix(2).enumerated().map { index, reading in
      let numbers = reading.numbers.prefix(4).map { DecimalWriter.text($0) }
      return "`\(reading.style.options(insteadOf: style))` "
        + (index == 0 ? "reads \(what) as " : "as ") + numbers.joined(separator: ", ")
        + (reading.numbers.count > 4 ? ", …" : "")
    }.joined(separator: "; ")
  }
}
