"""The overlap is what both filled layers have in common (BLEND_RGBA_MULT); the trail is a list of dictionaries with a life."""
import math
import pygame


class Settings:
    WIDTH, HEIGHT, FPS = 800, 600, 60
    R = 200
    CENTERS = ((323, 300), (477, 300))
    SPEED_DEG = 36
    BALL_R = 14
    GRAVITY = 400
    RESTITUTION = 0.88
    TANGENT_KEEP = 0.7


class Game:
    def __init__(self):
        pygame.init()
        s = Settings
        self.screen = pygame.display.set_mode((s.WIDTH, s.HEIGHT))
        self.clock = pygame.time.Clock()
        self.font = pygame.font.Font(None, 22)
        self.angles = [0.0, 0.0]
        self.speeds = [-math.radians(s.SPEED_DEG), math.radians(s.SPEED_DEG)]
        self.colors = [(70, 150, 255), (90, 255, 90)]
        self.pos = [s.WIDTH / 2, s.HEIGHT / 2]
        self.vel = [-140.0, -60.0]
        self.particles = []
        self.layers = [pygame.Surface((s.WIDTH, s.HEIGHT), pygame.SRCALPHA) for _ in range(2)]
        self.bounces = 0

    def polygon(self, k):
        cx, cy = Settings.CENTERS[k]
        return [(cx + Settings.R * math.cos(self.angles[k] + i * math.pi / 3),
                 cy + Settings.R * math.sin(self.angles[k] + i * math.pi / 3)) for i in range(6)]

    def physics(self, dt):
        for k in range(2):
            self.angles[k] += self.speeds[k] * dt
        self.vel[1] += Settings.GRAVITY * dt
        self.pos[0] += self.vel[0] * dt
        self.pos[1] += self.vel[1] * dt
        for _ in range(3):
            for k in range(2):
                self.wall_contacts(k)

    def wall_contacts(self, k):
        s = Settings
        cx, cy = s.CENTERS[k]
        pts = self.polygon(k)
        for i in range(6):
            x1, y1 = pts[i]
            x2, y2 = pts[i - 1]
            # closest point of the side to the ball
            dx, dy = x2 - x1, y2 - y1
            t = max(0, min(1, ((self.pos[0] - x1) * dx + (self.pos[1] - y1) * dy) / (dx * dx + dy * dy)))
            qx, qy = x1 + t * dx, y1 + t * dy
            # inward normal
            nx, ny = dy / s.R, -dx / s.R
            if nx * (cx - x1) + ny * (cy - y1) < 0:
                nx, ny = -nx, -ny
            signed = (self.pos[0] - x1) * nx + (self.pos[1] - y1) * ny
            if signed < s.BALL_R:
                self.pos[0] += nx * (s.BALL_R - signed)
                self.pos[1] += ny * (s.BALL_R - signed)
                w = self.speeds[k]
                wall = (-w * (qy - cy), w * (qx - cx))
                rel = (self.vel[0] - wall[0], self.vel[1] - wall[1])
                vn = rel[0] * nx + rel[1] * ny
                if vn < 0:
                    tang = (rel[0] - vn * nx, rel[1] - vn * ny)
                    self.vel[0] = wall[0] + tang[0] * s.TANGENT_KEEP - s.RESTITUTION * vn * nx
                    self.vel[1] = wall[1] + tang[1] * s.TANGENT_KEEP - s.RESTITUTION * vn * ny
                    self.bounces += 1

    def draw(self):
        self.screen.fill((15, 15, 35))
        for k in range(2):
            self.layers[k].fill((0, 0, 0, 0))
            pygame.draw.polygon(self.layers[k], (255, 120, 200, 255), self.polygon(k))
        common = self.layers[0]
        common.blit(self.layers[1], (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        common.set_alpha(150)
        self.screen.blit(common, (0, 0))
        for p in self.particles:
            k = p["life"] / 40
            tint = pygame.Surface((20, 20), pygame.SRCALPHA)
            pygame.draw.circle(tint, (255, 230, 120, int(160 * k)), (10, 10), max(1, int(9 * k)))
            self.screen.blit(tint, (p["x"] - 10, p["y"] - 10))
        for k in range(2):
            pygame.draw.polygon(self.screen, self.colors[k], self.polygon(k), 4)
        x, y = int(self.pos[0]), int(self.pos[1])
        pygame.draw.circle(self.screen, (90, 60, 0), (x, y), Settings.BALL_R + 1)
        pygame.draw.circle(self.screen, (255, 165, 0), (x, y), Settings.BALL_R)
        for i, line in enumerate((f"Bounces: {self.bounces}", f"vx {self.vel[0]:7.1f}  vy {self.vel[1]:7.1f} px/s")):
            self.screen.blit(self.font.render(line, True, (220, 220, 220)), (10, 10 + 22 * i))
        pygame.display.flip()

    def loop(self):
        while True:
            for event in pygame.event.get():
                if event.type == pygame.QUIT:
                    return
                if event.type == pygame.KEYDOWN and event.key == pygame.K_r:
                    self.__init__()
            dt = self.clock.tick(Settings.FPS) / 1000
            for _ in range(10):
                self.physics(min(dt, 0.033) / 10)
            self.particles.append({"x": self.pos[0], "y": self.pos[1], "life": 40})
            for p in self.particles:
                p["life"] -= 1
            self.particles = [p for p in self.particles if p["life"] > 0]
            self.draw()


if __name__ == "__main__":
    Game().loop()
    pygame.quit()
