import Records
import Reports

/// How the rows of a run are written.
extension RowRequest {
  /// - Parameter keptNames: of the columns of a block that stand in front as numbers.
  func layout(
    of answer: Answer, _ slots: [Answer.Slot], _ keptNames: [String], _ reader: RowReader
  ) -> RowLayout {
    var layout = RowLayout()
    layout.keepsRecord = keepsRecord
    layout.digits = session.digits
    layout.watched = slots.indices.filter { slots[$0].isWatched }
    layout.words = answer.words.map { Array($0.utf8) }
    let columns = slots.indices.filter { slots[$0].hasColumn }
    switch output {
    case .csv, .tsv:
      if keepsRecord, let separation = format.separation {
        layout.keptFields = (separation, reader.header.columnCount)
      }
      let separator = output == .csv ? "," : "\t"
      var isFirst = !keepsRecord
      func append(_ slot: RowLayout.Slot) {
        if !isFirst { layout.append(separator) }
        isFirst = false
        layout.append(slot)
      }
      for column in keptNames.indices { append(.input(column)) }
      for slot in columns { append(slots[slot].isWord ? .other(.word(slot)) : .result(slot)) }
      layout.append("\n")
    case .json, .ndjson:
      layout.isJSON = true
      layout.append(keepsRecord ? "," : "{")
      for (column, name) in keptNames.enumerated() {
        layout.append(JSONValue.string(name).text() + ":")
        layout.append(.input(column))
        layout.append(",")
      }
      layout.append(members: answer.members())
      layout.append("}\n")
    case .npy:
      layout.isBinary = true
      for column in keptNames.indices { layout.append(.input(column)) }
      for slot in columns { layout.append(.result(slot)) }
    }
    return layout
  }
}

extension RowJob {
  /// What stands before the first row.
  var head: [UInt8] {
    let names = keptNames + slots.filter(\.hasColumn).map(\.name)
    switch request.output {
    case .json, .ndjson: return []
    case .npy:
      return NumPyWriter.header(rowCount: reader.rowCount ?? 0, columnCount: names.count)
    case .csv, .tsv:
      guard request.hasNames || request.format.isNameless else { return [] }
      let format: SeparatedFormat = request.output == .csv ? .csv : .tsv
      var line: [UInt8] = request.keepsRecord ? reader.headerRecord : []
      for name in names {
        if !line.isEmpty { line.append(format.separator) }
        format.append(name, to: &line)
      }
      return line + [UInt8(ascii: "\n")]
    }
  }
}
