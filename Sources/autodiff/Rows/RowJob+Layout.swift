import Records
import Reports

/// How the rows of a run are written.
extension RowRequest {
  func layout(of answer: Answer, _ slots: [Answer.Slot], _ kept: KeptRow) -> RowLayout {
    var layout = RowLayout()
    layout.kept = kept.form
    layout.digits = session.digits
    layout.watched = slots.indices.filter { slots[$0].isWatched }
    layout.words = answer.words.map { Array($0.utf8) }
    let columns = slots.indices.filter { slots[$0].hasColumn }
    switch output {
    case .csv, .tsv:
      let separator = output == .csv ? "," : "\t"
      var isFirst = !layout.keepsRecords
      func append(_ slot: RowLayout.Slot) {
        if !isFirst { layout.append(separator) }
        isFirst = false
        layout.append(slot)
      }
      for column in kept.inputNames.indices { append(.input(column)) }
      for slot in columns { append(slots[slot].isWord ? .other(.word(slot)) : .result(slot)) }
      layout.append("\n")
    case .json, .ndjson:
      layout.isJSON = true
      layout.append(layout.keepsRecords ? "," : "{")
      for (column, name) in kept.inputNames.enumerated() {
        layout.append(JSONValue.string(name).text() + ":")
        layout.append(.input(column))
        layout.append(",")
      }
      layout.append(members: answer.members())
      layout.append("}\n")
    case .npy:
      layout.isBinary = true
      for column in kept.inputNames.indices { layout.append(.input(column)) }
      for slot in columns { layout.append(.result(slot)) }
    }
    return layout
  }
}

extension RowJob {
  private var resultNames: [String] { slots.filter(\.hasColumn).map(\.name) }

  /// What stands before the first row.
  var head: [UInt8] {
    let names = (kept.header == nil ? kept.names : []) + kept.inputNames + resultNames
    switch request.output {
    case .json, .ndjson: return []
    case .npy:
      return NumPyWriter.header(rowCount: reader.rowCount ?? 0, columnCount: names.count)
    case .csv, .tsv:
      guard request.hasNames || request.format.isNameless else { return [] }
      let format: SeparatedFormat = request.output == .csv ? .csv : .tsv
      var line = kept.header ?? []
      for (index, name) in names.enumerated() {
        if index > 0 || kept.header != nil { line.append(format.separator) }
        format.append(name, to: &line)
      }
      return line + [UInt8(ascii: "\n")]
    }
  }

  /// Refuses names that would stand in the output twice: nobody could read both.
  func checkNames() throws(Failure) {
    let results: [String]
    switch request.output {
    case .csv, .tsv:
      guard request.hasNames || request.format.isNameless else { return }
      results = resultNames
    case .json, .ndjson: results = answer.members().map(\.key)
    case .npy: return
    }
    var seen = NameTable()
    for name in kept.names + kept.inputNames { _ = seen.insert(name, 1) }
    for name in results where !seen.insert(name, 0) {
      let isKept = seen[name] == 1
      let isUnnamed = !request.output.isJSON && unnamedValues.contains(name)
      throw .rows(
        .repeatedName(
          name, isKept: isKept,
          way: !isUnnamed ? .ofColumn : hasOneOutput ? .ofOutput : .ofOutputs))
    }
  }
}
