/// The visible part of a line: all of it, or windows around the labels with `…` between them.
///
/// Only the part that is shown is decoded, whatever the length of the line.
struct Excerpt {
  /// One terminal column of the drawn line, or one tab.
  struct Slot {
    /// The bytes of the source that the column stands for; for `…` the hidden ones.
    var bytes: Range<Int>
    /// How many columns a tab takes at this place; nil for what is not a tab.
    var tabWidth: Int?
    var isEllipsis = false
  }

  /// The line as shown.
  private(set) var drawn: [UInt8] = []
  private(set) var slots: [Slot] = []
  /// Terminal columns so far, from the left edge of the terminal.
  private var column: Int
  private let text: UnsafeRawBufferPointer

  /// Draws a line behind a gutter, in no more than `width` columns.
  init(of line: LabelledLine, in text: UnsafeRawBufferPointer, width: Int, gutter: Int) {
    self.text = text
    column = gutter
    if let end = Excerpt.end(ofLineFrom: line.start, in: text, width: width) {
      append(line.start..<end)
      return
    }
    var shownUpTo = line.start
    for window in Windows.around(line, in: text, width: width) {
      appendEllipsis(for: shownUpTo..<window.lowerBound)
      append(window)
      shownUpTo = window.upperBound
    }
    // One byte longer than the text, so that the end of the text counts as hidden, too.
    if !text.isLineEnd(shownUpTo) { appendEllipsis(for: shownUpTo..<text.count + 1) }
  }

  /// The slots that bytes of the line are shown in, at least one; one past the last for the line's
  /// end. nil if the first of the bytes is not shown.
  func slots(for range: Range<Int>) -> Range<Int>? {
    let first = firstSlot(endingAfter: range.lowerBound)
    guard first < slots.count else { return first..<first + 1 }
    if slots[first].isEllipsis { return nil }
    var end = first + 1
    while end < slots.count, slots[end].bytes.lowerBound < range.upperBound { end += 1 }
    return first..<end
  }

  private func firstSlot(endingAfter offset: Int) -> Int {
    var (low, high) = (0, slots.count)
    while low < high {
      let middle = (low + high) / 2
      if slots[middle].bytes.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Where a line ends if all of it fits into `width` columns.
  private static func end(
    ofLineFrom start: Int, in text: UnsafeRawBufferPointer, width: Int
  ) -> Int? {
    var (offset, columns) = (start, 0)
    while !text.isLineEnd(offset) {
      // Marks on one base character take no columns: without a limit on bytes a line of them were
      // drawn whole.
      guard offset - start < 8 * width else { return nil }
      let unit = TextUnit.at(offset, in: text)
      columns += unit.columns
      guard columns <= width else { return nil }
      offset += unit.byteCount
    }
    return offset
  }

  private mutating func append(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let unit = TextUnit.at(offset, in: text)
      append(unit, bytes: offset..<offset + unit.byteCount)
      offset += unit.byteCount
    }
  }

  private mutating func append(_ unit: TextUnit, bytes: Range<Int>) {
    switch unit.scalar {
    case "\t"?:
      let tabWidth = tabStop - column % tabStop
      slots.append(Slot(bytes: bytes, tabWidth: tabWidth))
      column += tabWidth
      drawn.append(UInt8(ascii: "\t"))
    case let scalar? where unit.columns == 0:
      // A combining mark belongs to the slot of its base; one without a base gets a circle.
      if let last = slots.indices.last, slots[last].tabWidth == nil, !slots[last].isEllipsis {
        slots[last].bytes = slots[last].bytes.lowerBound..<bytes.upperBound
      } else {
        drawn.append(contentsOf: "◌".utf8)
        appendSlots(1, bytes: bytes)
      }
      DisplayText.append(scalar, to: &drawn)
    case let scalar?:
      DisplayText.append(scalar, to: &drawn)
      appendSlots(unit.columns, bytes: bytes)
    case nil:
      drawn.append(contentsOf: DisplayText.escape(of: text[bytes.lowerBound]).utf8)
      appendSlots(unit.columns, bytes: bytes)
    }
  }

  private mutating func appendSlots(_ count: Int, bytes: Range<Int>) {
    for _ in 0..<count { slots.append(Slot(bytes: bytes)) }
    column += count
  }

  private mutating func appendEllipsis(for hidden: Range<Int>) {
    guard !hidden.isEmpty else { return }
    drawn.append(contentsOf: "…".utf8)
    slots.append(Slot(bytes: hidden, isEllipsis: true))
    column += 1
  }
}

/// Terminals put a tab stop at every eighth column.
private let tabStop = 8

extension TextUnit {
  /// The terminal columns that the unit may take; for a tab the most.
  var columns: Int {
    guard let scalar else { return 4 }
    if scalar == "\t" { return tabStop }
    if DisplayText.isHidden(scalar) { return DisplayText.escape(of: scalar).utf8.count }
    return DisplayText.width(of: scalar)
  }
}
