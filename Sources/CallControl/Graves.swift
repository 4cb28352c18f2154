/// The last channels of ended calls: an event that is told of one of them is late and begins nothing.
struct Graves: Sendable {
    private static let capacity = 1_024
    private var ids: Set<String> = []
    private var order: [String] = []
    private var next = 0

    func has(_ id: String) -> Bool { ids.contains(id) }

    mutating func add(_ id: String) {
        guard ids.insert(id).inserted else { return }
        guard order.count == Self.capacity else { return order.append(id) }
        ids.remove(order[next])
        order[next] = id
        next = (next + 1) % Self.capacity
    }
}
