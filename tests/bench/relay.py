"""A TCP relay that counts what passes, for all rivals alike, and can cut the line."""

import asyncio
import threading

PIECE = 256 * 1024


class Relay:
    """Listens on a port of its own and passes everything on to one server. Counts the bytes of both directions as TCP
    delivers them: everything but the headers of IP and TCP."""

    def __init__(self, host, port):
        self.target = (host, port)
        self.up = self.down = self.connections = 0
        self.cut_at = None
        self.writers = set()
        self.loop = asyncio.new_event_loop()
        self.port = None
        started = threading.Event()
        threading.Thread(target=self.serve, args=(started,), daemon=True).start()
        started.wait()

    def serve(self, started):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self.accept, "127.0.0.1", 0, limit=PIECE))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self.loop.run_forever()

    def take(self):
        """Bytes sent to the server, bytes sent by it and connections since the last call."""
        taken = (self.up, self.down, self.connections)
        self.up = self.down = self.connections = 0
        return taken

    def cut_after(self, count):
        """After so many bytes from the server all connections break and none is made any more."""
        self.cut_at = self.down + count

    def heal(self):
        self.cut_at = None

    @property
    def is_cut(self):
        return self.cut_at is not None and self.down >= self.cut_at

    async def accept(self, reader, writer):
        if self.is_cut:
            writer.transport.abort()
            return
        self.connections += 1
        try:
            server_reader, server_writer = await asyncio.open_connection(*self.target, limit=PIECE)
        except OSError:
            writer.transport.abort()
            return
        self.writers |= {writer, server_writer}
        await asyncio.gather(self.pump(reader, server_writer, False), self.pump(server_reader, writer, True))
        self.writers -= {writer, server_writer}

    async def pump(self, reader, writer, is_down):
        try:
            while data := await reader.read(PIECE):
                if is_down and self.cut_at is not None:
                    data = data[:self.cut_at - self.down]
                if is_down:
                    self.down += len(data)
                else:
                    self.up += len(data)
                writer.write(data)
                await writer.drain()
                if self.is_cut:
                    self.break_all()
                    return
            writer.write_eof()
        except OSError:
            writer.transport.abort()

    def break_all(self):
        for writer in self.writers:
            writer.transport.abort()
